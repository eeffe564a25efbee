package org.specie.cash.application;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.AccountKeys;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;

/** Somebody with words, an ordinary account and, once enrolled, a live private state. */
public record Customer(HolderKeys keys, Secp256k1SecretKey account, StateCredential state) {
  static Seed seed(String name) {
    byte[] seed = new byte[Seed.SIZE];
    byte[] from = Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray();
    System.arraycopy(from, 0, seed, 0, from.length);
    return new Seed(Secret.copyOf(seed));
  }

  public static HolderKeys keys(Suite suite, String name) {
    return HolderKeys.derive(suite, seed(name));
  }

  static Secp256k1SecretKey account(String name) {
    return AccountKeys.derive(seed(name), 0);
  }

  public Address address() {
    return account.address();
  }

  Customer with(StateCredential next) {
    return new Customer(keys, account, next);
  }
}
