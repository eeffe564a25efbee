package org.specie.wallet.storage;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;

/**
 * What a wallet knows, sealed under its words, for somebody to keep who cannot read it. It has all
 * that a wallet's file has, also what the ledger does not give back: notes of payments made,
 * refused attempts, for what refund addresses were given. Source: docs/spec/41-psp.md 41.18.
 */
public final class Backup {
  private Backup() {}

  /** A backup of {@code holdings}, or a refusal if it is too long for anybody to keep. */
  public static Answer<ByteString> seal(
      Network network, WalletKeys keys, Holdings holdings, Entropy entropy) {
    ByteString contents = new Contents(keys, holdings).encode(network.id());
    return keys.backup()
        .seal(SealedFile.VERSION, contents, entropy)
        .map(Answer::done)
        .orElseGet(() -> Answer.refused(WalletReason.BACKUP_TOO_LONG));
  }

  /** What {@code keys} knew when {@code backup} was made of it, on this ledger. */
  public static Answer<Holdings> open(Network network, WalletKeys keys, ByteString backup) {
    Optional<BackupKeys.Opened> opened = keys.backup().open(backup);
    if (opened.isEmpty()) {
      return Answer.refused(WalletReason.BACKUP_UNREADABLE);
    }
    return SealedFile.isKnown(opened.get().version())
        ? Contents.decode(opened.get().version(), opened.get().contents(), network)
            .map(Contents::holdings)
        : Answer.refused(WalletReason.FILE_VERSION);
  }
}
