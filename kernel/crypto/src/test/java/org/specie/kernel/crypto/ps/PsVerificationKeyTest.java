package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/** Clauses 4.3 and 4.7: keys from strangers, signatures from strangers. */
final class PsVerificationKeyTest {
  private final Random random = new Random(9);
  private final Entropy entropy = random::nextBytes;
  private final TrustedDealerForTests dealer = new TrustedDealerForTests(4, 2, 3, entropy);
  private final PsVerificationKey key = dealer.key.key();
  private final Issuance issuance = Issuance.random(3, 0, entropy);
  private final PsSignature signature = signature();

  private PsSignature signature() {
    Aggregation<PsSignature> outcome =
        new PsAggregator(dealer.key)
            .obtain(
                issuance.request(),
                issuance.message(),
                List.of(),
                List.of(
                    dealer.share(2).sign(issuance.request()),
                    dealer.share(4).sign(issuance.request())));
    return ((Aggregation.Complete<PsSignature>) outcome).result();
  }

  @Test
  void refusesEveryOtherMessage() {
    assertThat(key.verifies(issuance.message(), signature)).isTrue();
    for (int j = 0; j < 3; j++) {
      List<Scalar> other = issuance.messageWith(j, issuance.message().get(j).plus(Scalar.ONE));
      assertThat(key.verifies(other, signature)).isFalse();
    }
  }

  /** With σ1 and σ2 invisible to the pairing every message would pass. */
  @Test
  void refusesSignaturesOfTorsion() {
    for (int order : new int[] {3, 11}) {
      G1 torsion = Torsion.ofOrder(order);
      assertThat(key.verifies(issuance.message(), new PsSignature(torsion, torsion))).isFalse();
      assertThat(
              key.verifies(
                  issuance.message(),
                  new PsSignature(signature.sigma1().plus(torsion), signature.sigma2())))
          .isFalse();
      assertThat(
              key.verifies(
                  issuance.message(),
                  new PsSignature(signature.sigma1(), signature.sigma2().plus(torsion))))
          .isFalse();
      Encoder out = new Encoder();
      new PsSignature(signature.sigma1(), signature.sigma2().plus(torsion)).encode(out);
      assertThatThrownBy(() -> PsSignature.decode(new Decoder(out.toByteArray())))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesInfinity() {
    assertThatThrownBy(() -> new PsSignature(G1.INFINITY, G1.INFINITY))
        .isInstanceOf(InvariantViolation.class);
    assertThat(key.verifies(issuance.message(), new PsSignature(signature.sigma1(), G1.INFINITY)))
        .isFalse();
    assertThatThrownBy(() -> signature.rerandomise(Scalar.ZERO))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void rerandomisesToAValidSignatureOfTheSameMessageOnly() {
    PsSignature fresh = signature.rerandomise(Scalar.random(entropy));
    assertThat(fresh.sigma1()).isNotEqualTo(signature.sigma1());
    assertThat(key.verifies(issuance.message(), fresh)).isTrue();
    assertThat(key.verifies(issuance.messageWith(1, Scalar.ZERO), fresh)).isFalse();
  }

  @Test
  void findsAKeyWhoseTwoSidesDisagree() {
    assertThat(key.isConsistent()).isTrue();
    for (int j = 0; j < 3; j++) {
      List<G1> y = new ArrayList<>(key.y());
      y.set(j, y.get(j).plus(G1.GENERATOR));
      assertThat(new PsVerificationKey(key.xTilde(), key.yTilde(), y).isConsistent()).isFalse();
      y.set(j, key.y().get(j).plus(Torsion.ofOrder(11)));
      assertThat(new PsVerificationKey(key.xTilde(), key.yTilde(), y).isConsistent()).isFalse();
    }
    List<G1> swapped = List.of(key.y().get(1), key.y().get(0), key.y().get(2));
    assertThat(new PsVerificationKey(key.xTilde(), key.yTilde(), swapped).isConsistent()).isFalse();
  }

  @Test
  void findsSharesThatDoNotMakeTheKey() {
    assertThat(dealer.key.isConsistent()).isTrue();
    for (int i = 0; i < 4; i++) {
      List<PsShareVerificationKey> shares = new ArrayList<>(dealer.key.shares());
      PsShareVerificationKey good = shares.get(i);
      shares.set(
          i,
          new PsShareVerificationKey(
              good.index(), good.xTilde().plus(G2.GENERATOR), good.yTilde()));
      assertThat(new PsThresholdKey(2, key, shares).isConsistent()).isFalse();
    }
    assertThat(new PsThresholdKey(1, key, dealer.key.shares()).isConsistent()).isFalse();
  }

  @Test
  void survivesItsEncodingAndRefusesEveryFlippedByte() throws MalformedInput {
    Encoder out = new Encoder();
    dealer.key.encode(out);
    byte[] bytes = out.toByteArray();
    Decoder in = new Decoder(bytes);
    assertThat(PsThresholdKey.decode(in)).isEqualTo(dealer.key);
    in.end();
    // One byte of the threshold may be another threshold; every other byte matters at once.
    for (int at = 2; at < bytes.length; at += 7) {
      byte[] bad = bytes.clone();
      bad[at] ^= 1;
      assertThatThrownBy(() -> PsThresholdKey.decode(new Decoder(bad)))
          .isInstanceOf(MalformedInput.class);
    }
    for (int size = 0; size < bytes.length; size += 97) {
      ByteString cut = ByteString.copyOf(bytes, 0, size);
      assertThatThrownBy(() -> PsThresholdKey.decode(new Decoder(cut)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void hashNamesOneKey() {
    assertThat(key.hash()).isEqualTo(dealer.key.key().hash());
    List<G1> y = List.of(key.y().get(1), key.y().get(0), key.y().get(2));
    assertThat(new PsVerificationKey(key.xTilde(), key.yTilde(), y).hash())
        .isNotEqualTo(key.hash());
  }

  @Test
  void requestsHaveDistinctNames() {
    Issuance hidden = Issuance.random(3, 1, entropy);
    SigningRequest request = hidden.request();
    assertThat(request.digest())
        .isEqualTo(new SigningRequest(request.base(), request.attributes()).digest());
    assertThat(hidden.requestWith(1, new Attribute.Public(Scalar.ONE)).digest())
        .isNotEqualTo(request.digest());
    G1 tainted = request.commitments().getFirst().plus(Torsion.ofOrder(11));
    assertThat(hidden.requestWith(0, new Attribute.Committed(tainted)).digest())
        .isNotEqualTo(request.digest());
    assertThat(new SigningRequest(G1.GENERATOR, request.attributes()).digest())
        .isNotEqualTo(request.digest());
  }
}
