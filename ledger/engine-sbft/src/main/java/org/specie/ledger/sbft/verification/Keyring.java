package org.specie.ledger.sbft.verification;

import java.util.Optional;
import org.specie.kernel.crypto.quorum.MultiSignatureSigner;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.OperatorSet;

/** The secrets of one operator, epoch by epoch. */
@FunctionalInterface
public interface Keyring {
  /** What to sign with while {@code operators} are in force; nothing if this is none of them. */
  Optional<EpochSecrets> secrets(OperatorSet operators);

  /** Somebody who signs nothing. */
  static Keyring none() {
    return operators -> Optional.empty();
  }

  /** One Ed25519 key for everything, for as long as an operator of that key is in the set. */
  static Keyring ofMultiSignatures(Ed25519SecretKey key) {
    return operators -> {
      for (int i = 0; i < operators.size(); i++) {
        if (operators.operators().get(i).publicKey().equals(key.publicKey())) {
          MultiSignatureSigner signer = new MultiSignatureSigner(i, key);
          return Optional.of(new EpochSecrets(key, signer, signer, signer));
        }
      }
      return Optional.empty();
    };
  }
}
