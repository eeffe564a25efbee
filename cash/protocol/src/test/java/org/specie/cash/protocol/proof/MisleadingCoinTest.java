package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.Sealed;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * A payer who wants the payee to believe in money that is not there: docs/spec/10, clause 10.12. A
 * coin counts only if its commitments are what the payee computes from the ciphertext.
 */
@Requirement("D2")
final class MisleadingCoinTest {
  private final World world = new World(120);
  private final Holder payee = world.enrol("payee", 0);
  private final Holder other = world.enrol("other", 0);
  private final Outputs outputs = consuming("this transaction");

  private Outputs consuming(String what) {
    G1 nullifier = world.suite.hashToBase("test", ByteString.utf8(what));
    return Outputs.of(world.suite, Kind.PAY.code(), List.of(nullifier.toCompressed()));
  }

  private static ByteString saying(long value) {
    Encoder plaintext = new Encoder();
    for (int shift = 56; shift >= 0; shift -= 8) {
      plaintext.u8((int) (value >>> shift) & 0xff);
    }
    return plaintext.fixed(new byte[Hybrid.PLAINTEXT_SIZE - 8]).toByteString();
  }

  private Sealed sealed(long value, Outputs to) {
    return Hybrid.seal(
        payee.keys().view().publicKey(), saying(value), to.consumed(), world.entropy);
  }

  /** The coin of {@code pid} and {@code value}, with blindings from the ciphertext, shifted. */
  private CoinOutput coin(Sealed sealed, Scalar pid, Scalar value, Scalar d6, Scalar d7) {
    Scalar first = sealed.secret().derive("specie/coin/d6", 64).lend(Scalar::reduce).plus(d6);
    Scalar second = sealed.secret().derive("specie/coin/d7", 64).lend(Scalar::reduce).plus(d7);
    G1 base = outputs.coinBase(world.suite);
    return new CoinOutput(
        base.times(pid).plus(G1.GENERATOR.times(first)),
        base.times(value).plus(G1.GENERATOR.times(second)),
        sealed.ciphertext());
  }

  private CoinOutput coin(long said, Scalar pid, long committed) {
    return coin(sealed(said, outputs), pid, Scalar.of(committed), Scalar.ZERO, Scalar.ZERO);
  }

  private boolean counts(CoinOutput coin) {
    return CoinSecrets.open(world.suite, payee.keys(), outputs, coin).isPresent();
  }

  private Scalar own() {
    return payee.keys().pid();
  }

  @Test
  void acceptsAnHonestCoin() {
    assertThat(counts(coin(250, own(), 250))).isTrue();
    assertThat(counts(coin(0, own(), 0))).isTrue();
  }

  @Test
  @Property("P9")
  void refusesAnotherValueThanTheOneCommitted() {
    assertThat(counts(coin(100_000, own(), 1))).isFalse();
    assertThat(counts(coin(1, own(), 100_000))).isFalse();
  }

  @Test
  @Property("P9")
  void refusesACoinOfAnotherPerson() {
    assertThat(counts(coin(250, other.keys().pid(), 250))).isFalse();
    assertThat(counts(coin(250, Scalar.ZERO, 250))).isFalse();
  }

  @Test
  @Property("P9")
  void refusesBlindingsOfThePayersChoice() {
    Scalar shift = Scalar.random(world.entropy);
    Sealed sealed = sealed(250, outputs);
    Scalar value = Scalar.of(250);
    assertThat(counts(coin(sealed, own(), value, shift, Scalar.ZERO))).isFalse();
    assertThat(counts(coin(sealed, own(), value, Scalar.ZERO, shift))).isFalse();
  }

  @Test
  void refusesAmountsOutOfRange() {
    for (long said : List.of(Amount.MAX_MINOR + 1, Long.MAX_VALUE, -1L, Long.MIN_VALUE)) {
      CoinOutput coin =
          coin(
              sealed(said, outputs),
              own(),
              Forger.integer(said == Long.MIN_VALUE ? 0 : said),
              Scalar.ZERO,
              Scalar.ZERO);
      assertThat(counts(coin)).isFalse();
    }
  }

  /** The ciphertext of another transaction, which this payee could open there. */
  @Test
  @Property("P9")
  void refusesTheCiphertextOfAnotherTransaction() {
    Sealed elsewhere = sealed(250, consuming("another transaction"));
    assertThat(counts(coin(elsewhere, own(), Scalar.of(250), Scalar.ZERO, Scalar.ZERO))).isFalse();
  }

  /** Garbage harms only who sent it. */
  @Test
  void refusesGarbage() {
    CoinOutput honest = coin(250, own(), 250);
    for (int at = 0; at < Hybrid.CIPHERTEXT_SIZE; at++) {
      byte[] changed = honest.ciphertext().toByteArray();
      changed[at] ^= 1;
      assertThat(counts(new CoinOutput(honest.cPid(), honest.cVal(), ByteString.copyOf(changed))))
          .isFalse();
    }
  }

  /** A component outside the group would make two coins of one for whoever compares bytes. */
  @Test
  void refusesCommitmentsOutsideTheGroup() {
    CoinOutput honest = coin(250, own(), 250);
    G1 torsion = Torsion.ofOrder(3);
    assertThat(
            counts(new CoinOutput(honest.cPid().plus(torsion), honest.cVal(), honest.ciphertext())))
        .isFalse();
  }
}
