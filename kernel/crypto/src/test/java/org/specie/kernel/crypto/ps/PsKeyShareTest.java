package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;

/** Clauses 4.4 to 4.6: what a key share does, and what it does not give away. */
final class PsKeyShareTest {
  private final Random random = new Random(5);
  private final Entropy entropy = random::nextBytes;
  private final TrustedDealerForTests dealer = new TrustedDealerForTests(4, 2, 3, entropy);

  @Test
  void refusesARequestOfAnotherLength() {
    assertThatThrownBy(() -> dealer.share(1).sign(Issuance.random(4, 2, entropy).request()))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void refusesMalformedShares() {
    byte[] good = dealer.share(2).toSecret().lend(byte[]::clone);
    for (int[] change : new int[][] {{1, 0}, {0, 255}, {3, 0}, {3, 65}, {4, 255}}) {
      byte[] bad = good.clone();
      bad[change[0]] = (byte) change[1];
      assertThatThrownBy(() -> PsKeyShare.fromSecret(Secret.copyOf(bad)))
          .isInstanceOf(MalformedInput.class);
    }
    for (int size : new int[] {1, 5, good.length - 1, good.length + 1}) {
      byte[] bad = Arrays.copyOf(good, size);
      assertThatThrownBy(() -> PsKeyShare.fromSecret(Secret.copyOf(bad)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesPartialSignaturesOutsideTheGroup() {
    PartialSignature share = dealer.share(1).sign(Issuance.random(3, 1, entropy).request());
    Encoder out = new Encoder();
    new PartialSignature(1, share.value().plus(Torsion.ofOrder(3))).encode(out);
    assertThatThrownBy(() -> PartialSignature.decode(new Decoder(out.toByteArray())))
        .isInstanceOf(MalformedInput.class);
    for (int index : new int[] {0, 1001, 65535}) {
      Encoder bad = new Encoder().u16(index);
      share.value().encode(bad);
      assertThatThrownBy(() -> PartialSignature.decode(new Decoder(bad.toByteArray())))
          .isInstanceOf(MalformedInput.class);
    }
  }

  /** A small-order component changes nothing, so the answer carries no residue of the key. */
  @Test
  void aCommitmentWithTorsionIsSignedAsIfItHadNone() {
    Issuance plain = Issuance.random(3, 2, entropy);
    for (PsKeyShare share : dealer.shares) {
      PartialSignature expected = share.sign(plain.request());
      for (int order : Torsion.ORDERS) {
        G1 torsion = Torsion.ofOrder(order);
        assertThat(torsion.isInSubgroup()).isFalse();
        for (int multiple = 1; multiple < Math.min(order, 11); multiple++) {
          G1 shift = repeat(torsion, multiple);
          G1 tainted = plain.request().commitments().getFirst().plus(shift);
          PartialSignature answer =
              share.sign(plain.requestWith(0, new Attribute.Committed(tainted)));
          assertThat(answer.value().isInSubgroup()).isTrue();
          assertThat(answer).isEqualTo(expected);
        }
      }
    }
  }

  /** A commitment of nothing but torsion counts as the commitment of nothing. */
  @Test
  void pureTorsionIsSignedAsNothing() {
    Issuance plain = Issuance.random(3, 1, entropy);
    SigningRequest nothing = plain.requestWith(0, new Attribute.Public(Scalar.ZERO));
    for (int order : Torsion.ORDERS) {
      SigningRequest torsion =
          plain.requestWith(0, new Attribute.Committed(Torsion.ofOrder(order)));
      for (PsKeyShare share : dealer.shares) {
        assertThat(share.sign(torsion)).isEqualTo(share.sign(nothing));
      }
    }
  }

  @Test
  void signsTheSameRequestTheSameWay() {
    SigningRequest request = Issuance.random(3, 2, entropy).request();
    assertThat(dealer.share(3).sign(request)).isEqualTo(dealer.share(3).sign(request));
  }

  @Test
  void isCheckedByItsVerificationKeyAlone() {
    SigningRequest request = Issuance.random(3, 2, entropy).request();
    for (PsKeyShare share : dealer.shares) {
      PartialSignature partial = share.sign(request);
      for (PsShareVerificationKey key : dealer.key.shares()) {
        assertThat(key.verifies(request, partial)).isEqualTo(key.index() == share.index());
      }
      PartialSignature tainted =
          new PartialSignature(share.index(), partial.value().plus(Torsion.ofOrder(11)));
      assertThat(dealer.key.share(share.index()).verifies(request, tainted)).isFalse();
    }
  }

  @Test
  void survivesItsEncoding() throws MalformedInput {
    PsKeyShare again = PsKeyShare.fromSecret(dealer.share(2).toSecret());
    assertThat(again.verificationKey()).isEqualTo(dealer.key.share(2));
  }

  @Test
  void forgetsAndNeverPrintsTheSecret() {
    PsKeyShare share = PsKeyShare.of(1, Scalar.random(entropy), List.of(Scalar.random(entropy)));
    assertThat(share).hasToString("PsKeyShare[1, redacted]");
    share.destroy();
    assertThat(share.isDestroyed()).isTrue();
    assertThatThrownBy(() -> share.sign(Issuance.random(1, 1, entropy).request()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static G1 repeat(G1 point, int times) {
    G1 sum = G1.INFINITY;
    for (int i = 0; i < times; i++) {
      sum = sum.plus(point);
    }
    return sum;
  }
}
