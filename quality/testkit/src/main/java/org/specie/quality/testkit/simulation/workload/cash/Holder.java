package org.specie.quality.testkit.simulation.workload.cash;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.AccountKeys;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;

/** Somebody with an ordinary account and, once enrolled, a live private state. */
final class Holder {
  private final String name;
  private final HolderKeys keys;
  private final Secp256k1SecretKey account;
  private Optional<StateCredential> credential = Optional.empty();
  private Optional<Coin> coin = Optional.empty();
  private Amount paid = Amount.ZERO;

  Holder(Suite suite, String name) {
    this.name = name;
    this.keys = HolderKeys.derive(suite, seed(name));
    this.account = account(name);
  }

  private static Seed seed(String name) {
    byte[] seed = new byte[Seed.SIZE];
    byte[] from = Hash32.sha256(ByteString.utf8("simulated " + name)).bytes().toByteArray();
    System.arraycopy(from, 0, seed, 0, from.length);
    return new Seed(Secret.copyOf(seed));
  }

  /** The ordinary account of somebody who needs nothing else. */
  static Secp256k1SecretKey account(String name) {
    return AccountKeys.derive(seed(name), 0);
  }

  String name() {
    return name;
  }

  HolderKeys keys() {
    return keys;
  }

  Secp256k1SecretKey account() {
    return account;
  }

  /** The live state. */
  StateCredential credential() {
    return credential.orElseThrow();
  }

  void holds(StateCredential next) {
    credential = Optional.of(next);
  }

  void receives(Coin received) {
    coin = Optional.of(received);
  }

  /** A private payment of this person was applied. */
  void pays(Amount amount) {
    paid = paid.plus(amount);
    if (paid.compareTo(Mint.BUDGET) > 0) {
      throw new InvariantBroken(
          "no budget exceeded", name + " paid " + paid + " privately, of " + Mint.BUDGET);
    }
  }

  /** The coin that was received last and is not claimed. */
  Optional<Coin> coin() {
    return coin;
  }

  void claimed() {
    coin = Optional.empty();
  }

  @Override
  public String toString() {
    return "Holder[" + name + "]";
  }
}
