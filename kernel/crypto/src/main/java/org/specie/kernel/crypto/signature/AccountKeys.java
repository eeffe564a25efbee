package org.specie.kernel.crypto.signature;

import org.specie.kernel.crypto.seed.Seed;

/**
 * The keys of a person's ordinary accounts: path m/44'/60'/0'/0/index, which ordinary wallets of
 * the Ethereum kind use too, so that the same words give the same account there.
 */
public final class AccountKeys {
  private static final int PURPOSE = 44;
  private static final int COIN_TYPE = 60;

  private AccountKeys() {}

  /** The key of account number {@code index}, counted from 0. */
  public static Secp256k1SecretKey derive(Seed seed, int index) {
    ExtendedKey node =
        ExtendedKey.master(seed.secret())
            .hardened(PURPOSE)
            .hardened(COIN_TYPE)
            .hardened(0)
            .normal(0)
            .normal(index);
    return new Secp256k1SecretKey(node.key());
  }
}
