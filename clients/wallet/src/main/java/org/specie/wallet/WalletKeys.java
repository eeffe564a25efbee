package org.specie.wallet;

import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.AccountKeys;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;
import org.specie.wallet.address.RefundKeys;
import org.specie.wallet.letter.MailboxKeys;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.BackupKeys;

/** All keys of one seed on one ledger: those of the private form and that of the account. */
public final class WalletKeys {
  private static final int ACCOUNT = 0;

  private final Seed seed;
  private final HolderKeys holder;
  private final Secp256k1SecretKey account;
  private final RefundKeys refunds;
  private final BackupKeys backup;
  private final MailboxKeys mailboxes;

  private WalletKeys(
      Seed seed,
      HolderKeys holder,
      Secp256k1SecretKey account,
      RefundKeys refunds,
      BackupKeys backup,
      MailboxKeys mailboxes) {
    this.seed = seed;
    this.holder = holder;
    this.account = account;
    this.refunds = refunds;
    this.backup = backup;
    this.mailboxes = mailboxes;
  }

  public static WalletKeys derive(Network network, Seed seed) {
    HolderKeys holder = HolderKeys.derive(network.suite(), seed);
    return new WalletKeys(
        seed,
        holder,
        AccountKeys.derive(seed, ACCOUNT),
        new RefundKeys(network.suite(), holder),
        BackupKeys.derive(seed, network.suite().domain()),
        MailboxKeys.derive(seed, network.suite().domain()));
  }

  public Seed seed() {
    return seed;
  }

  public HolderKeys holder() {
    return holder;
  }

  /** The refund addresses. */
  public RefundKeys refunds() {
    return refunds;
  }

  /** What finds and opens a backup. */
  public BackupKeys backup() {
    return backup;
  }

  /** What opens mailboxes. */
  public MailboxKeys mailboxes() {
    return mailboxes;
  }

  /** The key of the ordinary account. */
  public Secp256k1SecretKey account() {
    return account;
  }

  /** The ordinary account. */
  public Address address() {
    return account.address();
  }

  @Override
  public String toString() {
    return "WalletKeys[redacted]";
  }
}
