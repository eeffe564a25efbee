package org.specie.wallet.address;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;

/**
 * The refund addresses of one wallet, by number. Their view keys are derived once and kept, because
 * every entry on the ledger is looked at with each of them. Source: docs/spec/30-wallet.md, clause
 * 30.17. Safe for many threads.
 */
public final class RefundKeys {
  /** How far beyond the highest number ever paid to a wallet looks, and gives addresses out. */
  public static final int AHEAD = 64;

  private final Suite suite;
  private final HolderKeys holder;
  private final List<ViewSecretKey> views = new ArrayList<>();

  public RefundKeys(Suite suite, HolderKeys holder) {
    this.suite = suite;
    this.holder = holder;
  }

  /** The name from which the keys of address {@code number} are derived. */
  public static ByteString name(int number) {
    return ByteString.utf8("refund/" + number);
  }

  /** The address. */
  public EntryAddress address(int number) {
    return EntryAddress.of(suite, holder, name(number));
  }

  /** What finds the payments to it. */
  public synchronized ViewSecretKey view(int number) {
    while (views.size() <= number) {
      views.add(holder.entryView(name(views.size())));
    }
    return views.get(number);
  }

  @Override
  public String toString() {
    return "RefundKeys[redacted]";
  }
}
