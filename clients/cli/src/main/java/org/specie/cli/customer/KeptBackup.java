package org.specie.cli.customer;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.wallet.Answer;

/**
 * The backup of one wallet at a provider, which knows its owner by a key that follows from the
 * wallet's words and from nothing in any folder. Source: docs/spec/41-psp.md 41.17.
 */
public final class KeptBackup implements AutoCloseable {
  private final ProviderClient owner;

  KeptBackup(ProviderClient owner) {
    this.owner = owner;
  }

  /** Leaves {@code sealed} with the provider, who cannot read it; what has a lower version goes. */
  public Answer<Long> leave(long version, ByteString sealed) throws IOException {
    return Membership.told(owner.putBackup(version, sealed)).map(_ -> version);
  }

  /** What was left last; a wallet that never left anything makes nobody known by asking. */
  public Answer<ByteString> fetch() throws IOException {
    return Membership.told(owner.backupIfKnown());
  }

  /** Has the provider forget it, and the key by which it is found. */
  public Answer<String> remove() throws IOException {
    return Membership.told(owner.backupIfKnown().then(_ -> owner.leave()))
        .map(_ -> owner.address().toString());
  }

  /** Whether {@code refusal} says that nothing was left. */
  public static boolean isNothingLeft(int code) {
    return code == PspRefusal.CUSTOMER_UNKNOWN.code() || code == PspRefusal.NOT_FOUND.code();
  }

  @Override
  public void close() {
    owner.close();
  }
}
