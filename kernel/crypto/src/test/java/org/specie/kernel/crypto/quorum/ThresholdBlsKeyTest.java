package org.specie.kernel.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;

/** Clauses 7.7 to 7.10: points outside the group, keys that do not fit together, rogue keys. */
final class ThresholdBlsKeyTest {
  private static final ByteString MESSAGE = ByteString.utf8("a message");

  private final Random random = new Random(8);
  private final Entropy entropy = random::nextBytes;
  private final Quorum quorum = Quorum.of(QuorumScheme.THRESHOLD_SIGNATURE, 4, 3, entropy);
  private final ThresholdBlsKey key = (ThresholdBlsKey) quorum.key();

  /** As differences, for blst decodes no point of order 3. */
  private static List<G1> torsion() {
    return Vectors.list(
            Vectors.read("bls12-381.json").required("outside_subgroup"), "g1_subgroup_plus_torsion")
        .map(
            each ->
                point(Vectors.bytes(each, "uncompressed"), false)
                    .minus(point(Vectors.bytes(each, "subgroup_part"), false)))
        .toList();
  }

  private static G1 point(ByteString bytes, boolean compressed) {
    try {
      Decoder in = new Decoder(bytes);
      return compressed ? G1.decodeCompressed(in) : G1.decode(in);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString shifted(ByteString share, G1 by) {
    return point(share, true).plus(by).toCompressed();
  }

  @Test
  void refusesSharesAndCertificatesWithASmallOrderPart() {
    ByteString share = quorum.signers().getFirst().share(MESSAGE);
    if (!(quorum.certificate(MESSAGE, 0, 1, 2)
        instanceof QuorumCertificate.ThresholdSignature(var whole))) {
      throw new AssertionError("a certificate of this scheme");
    }
    for (G1 small : torsion()) {
      assertThat(key.isShareValid(MESSAGE, 0, shifted(share, small))).isFalse();
      assertThat(
              key.isValid(MESSAGE, new QuorumCertificate.ThresholdSignature(shifted(whole, small))))
          .isFalse();
    }
  }

  /** A share with a small-order part spoils the sum, is found, and left out. */
  @Test
  void namesWhoAddsASmallOrderPart() {
    for (G1 small : torsion()) {
      SortedMap<Integer, ByteString> shares = quorum.shares(MESSAGE, 0, 1, 2, 3);
      shares.put(1, shifted(quorum.signers().get(1).share(MESSAGE), small));
      Combination combination = key.combine(MESSAGE, shares);
      assertThat(combination).isInstanceOf(Combination.Complete.class);
      assertThat(combination.liars()).containsExactly(1);
    }
  }

  @Test
  void refusesEncodingsOfInfinityAndOfNoPoint() {
    for (String bad : List.of("c0" + "00".repeat(47), "00".repeat(48), "ff".repeat(48))) {
      ByteString point = ByteString.hex(bad);
      assertThat(key.isShareValid(MESSAGE, 0, point)).isFalse();
      assertThat(key.isValid(MESSAGE, new QuorumCertificate.ThresholdSignature(point))).isFalse();
    }
  }

  /** Two shares that cancel: the optimistic sum is infinity and no certificate. */
  @Test
  void sharesThatCancelMakeNothing() {
    Quorum one = Quorum.of(QuorumScheme.THRESHOLD_SIGNATURE, 2, 2, entropy);
    SortedMap<Integer, ByteString> shares = one.shares(MESSAGE, 0, 1);
    // λ for indices 1 and 2 is 2 and -1.
    shares.put(
        1, point(one.signers().getFirst().share(MESSAGE), true).times(Scalar.of(2)).toCompressed());
    assertThat(one.key().combineUnseen(shares)).isEmpty();
    assertThat(one.key().combine(MESSAGE, shares).liars()).containsExactly(1);
  }

  @Test
  void findsKeysThatDoNotFitTogether() {
    assertThat(key.isConsistent()).isTrue();
    for (int at = -1; at < key.signers(); at++) {
      List<G2> shareKeys = new ArrayList<>(key.shareKeys());
      G2 publicKey = key.publicKey();
      if (at < 0) {
        publicKey = publicKey.plus(G2.GENERATOR);
      } else {
        shareKeys.set(at, shareKeys.get(at).plus(G2.GENERATOR));
      }
      assertThat(new ThresholdBlsKey(3, publicKey, shareKeys).isConsistent()).isFalse();
    }
    List<G2> swapped = new ArrayList<>(key.shareKeys());
    Collections.swap(swapped, 0, 1);
    assertThat(new ThresholdBlsKey(3, key.publicKey(), swapped).isConsistent()).isFalse();
    assertThat(new ThresholdBlsKey(2, key.publicKey(), key.shareKeys()).isConsistent()).isFalse();
    assertThat(new ThresholdBlsKey(4, key.publicKey(), key.shareKeys()).isConsistent()).isTrue();
  }

  /**
   * The rogue key of plain BLS multi-signatures: signer 3 names what is left of a key it owns after
   * the others'. The key is not one polynomial's, so its owner's signature passes for nothing that
   * asks whether it is consistent.
   */
  @Test
  void aRogueShareKeyMakesTheKeyInconsistent() {
    G2 owned = G2.GENERATOR.times(Scalar.random(entropy));
    List<G2> shareKeys = new ArrayList<>(key.shareKeys());
    G2 rogue = owned;
    for (G2 each : shareKeys.subList(0, 3)) {
      rogue = rogue.minus(each);
    }
    shareKeys.set(3, rogue);
    assertThat(new ThresholdBlsKey(3, owned, shareKeys).isConsistent()).isFalse();
    assertThat(new ThresholdBlsKey(3, key.publicKey(), shareKeys).isConsistent()).isFalse();
  }

  @Test
  void refusesImpossibleKeys() {
    for (int threshold : new int[] {0, -1, 5}) {
      assertThatThrownBy(() -> new ThresholdBlsKey(threshold, key.publicKey(), key.shareKeys()))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThatThrownBy(() -> new ThresholdBlsKey(1, key.publicKey(), List.of()))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new ThresholdBlsKey(3, G2.INFINITY, key.shareKeys()))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void aSignersShareSurvivesItsSealedForm() throws MalformedInput {
    ThresholdBlsSigner signer = (ThresholdBlsSigner) quorum.signers().get(2);
    ThresholdBlsSigner back = ThresholdBlsSigner.fromSecret(signer.toSecret());
    assertThat(back.signer()).isEqualTo(2);
    assertThat(back.share(MESSAGE)).isEqualTo(signer.share(MESSAGE));
    assertThat(back.publicKey()).isEqualTo(key.shareKeys().get(2));
    byte[] sealed = Vectors.reveal(signer.toSecret()).toByteArray();
    for (byte[] bad :
        List.of(
            Arrays.copyOf(sealed, 33),
            Arrays.copyOf(sealed, 35),
            with(sealed, 0, 0xff),
            with(sealed, 2, 0xff))) {
      assertThatThrownBy(() -> ThresholdBlsSigner.fromSecret(Secret.copyOf(bad)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
