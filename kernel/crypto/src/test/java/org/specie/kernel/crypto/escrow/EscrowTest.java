package org.specie.kernel.crypto.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sigma.SigmaProof;
import tools.jackson.databind.JsonNode;

/** Clauses 5b.1 to 5b.5: two quorums that must agree, and what each share gives away. */
final class EscrowTest {
  private static final int SLOTS = 3;
  private static final Hash32 LABEL = Hash32.sha256(new byte[] {7});
  private static final ByteString DST = ByteString.utf8("SPECIE-test-v1-escrow");
  private final Random random = new Random(51);
  private final Entropy entropy = random::nextBytes;
  private final Quorum first = quorum(1, 4, 2);
  private final Quorum second = quorum(2, 3, 2);
  private final List<G1> plaintexts =
      List.of(
          G1.hashToCurve(ByteString.utf8("a"), DST).times(Scalar.random(entropy)),
          G1.hashToCurve(ByteString.utf8("b"), DST).times(Scalar.random(entropy)),
          G1.hashToCurve(ByteString.utf8("c"), DST).times(Scalar.of(12345)));
  private final EscrowCiphertext ciphertext =
      EscrowCiphertext.encrypt(
          first.key().key().plus(second.key().key()), plaintexts, Scalar.random(entropy));

  private record Quorum(EscrowThresholdKey key, List<EscrowKeyShare> shares) {}

  private Quorum quorum(int name, int members, int threshold) {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forDecryption(
                Hash32.sha256(new byte[] {(byte) name}), members, threshold, SLOTS),
            entropy);
    return new Quorum(
        EscrowThresholdKey.of(ceremony.key()),
        ceremony.shares().stream().map(EscrowKeyShare::of).toList());
  }

  private DecryptionShare share(Quorum quorum, int index, EscrowCiphertext of, Hash32 label) {
    return quorum.shares().get(index - 1).decrypt(quorum.key(), of, label, entropy).orElseThrow();
  }

  private DecryptionShare share(Quorum quorum, int index) {
    return share(quorum, index, ciphertext, LABEL);
  }

  private static SortedSet<Integer> set(Integer... indices) {
    return new TreeSet<>(List.of(indices));
  }

  private List<G1> masks(Quorum quorum, EscrowCiphertext of, int... members) {
    List<DecryptionShare> shares =
        Arrays.stream(members).mapToObj(i -> share(quorum, i, of, LABEL)).toList();
    Decryption outcome = Decryption.combine(quorum.key(), of, LABEL, shares);
    assertThat(outcome).isInstanceOf(Decryption.Complete.class);
    return ((Decryption.Complete) outcome).masks();
  }

  /** Every small order the curve has, from the vectors. */
  private static List<G1> torsion() {
    List<G1> points = new ArrayList<>();
    JsonNode outside = Vectors.read("bls12-381.json").required("outside_subgroup");
    for (JsonNode each : Vectors.list(outside, "g1_subgroup_plus_torsion").toList()) {
      try {
        points.add(
            G1.decode(new Decoder(Vectors.bytes(each, "uncompressed")))
                .minus(G1.decode(new Decoder(Vectors.bytes(each, "subgroup_part")))));
      } catch (MalformedInput e) {
        throw new AssertionError(e);
      }
    }
    return points;
  }

  @Test
  void refusesAShareWithAnyPartChanged() {
    DecryptionShare good = share(first, 1);
    assertThat(good.verifies(first.key(), ciphertext, LABEL)).isTrue();
    List<DecryptionShare> bad = new ArrayList<>();
    bad.add(new DecryptionShare(2, good.points(), good.proof()));
    bad.add(new DecryptionShare(5, good.points(), good.proof()));
    bad.add(new DecryptionShare(1, good.points().subList(0, 2), good.proof()));
    for (int slot = 0; slot < SLOTS; slot++) {
      for (G1 shift : List.of(G1.GENERATOR, torsion().get(1))) {
        List<G1> points = new ArrayList<>(good.points());
        points.set(slot, points.get(slot).plus(shift));
        bad.add(new DecryptionShare(1, points, good.proof()));
      }
      List<Scalar> responses = new ArrayList<>(good.proof().responses());
      responses.set(slot, responses.get(slot).plus(Scalar.ONE));
      bad.add(
          new DecryptionShare(
              1, good.points(), new SigmaProof(good.proof().firstMessages(), responses)));
    }
    assertThat(bad).noneMatch(share -> share.verifies(first.key(), ciphertext, LABEL));
  }

  @Test
  void refusesAShareForAnotherLabelCiphertextOrQuorum() {
    DecryptionShare good = share(first, 1);
    assertThat(good.verifies(first.key(), ciphertext, Hash32.ZERO)).isFalse();
    assertThat(good.verifies(second.key(), ciphertext, LABEL)).isFalse();
    EscrowCiphertext other =
        new EscrowCiphertext(ciphertext.ephemeral(), ciphertext.sealed().reversed());
    assertThat(good.verifies(first.key(), other, LABEL)).isFalse();
  }

  @Test
  void namesLiarsAndOpensWithoutThem() {
    DecryptionShare lie = new DecryptionShare(1, share(first, 2).points(), share(first, 1).proof());
    assertThat(Decryption.combine(first.key(), ciphertext, LABEL, List.of(lie, share(first, 2))))
        .isEqualTo(new Decryption.TooFew(1, 2, set(1)));
    Decryption outcome =
        Decryption.combine(
            first.key(), ciphertext, LABEL, List.of(lie, share(first, 2), share(first, 4)));
    assertThat(outcome).isEqualTo(new Decryption.Complete(masks(first, ciphertext, 3, 4), set(1)));
  }

  @Test
  void refusesRepeatedAndUnknownIndices() {
    DecryptionShare one = share(first, 1);
    assertThat(Decryption.combine(first.key(), ciphertext, LABEL, List.of(one, one)))
        .isEqualTo(new Decryption.InvalidIndices(set(1)));
    DecryptionShare stranger = new DecryptionShare(5, one.points(), one.proof());
    assertThat(Decryption.combine(first.key(), ciphertext, LABEL, List.of(one, stranger)))
        .isEqualTo(new Decryption.InvalidIndices(set(5)));
  }

  @Test
  void opensOnlyWhenBothQuorumsAgree() {
    List<G1> a = masks(first, ciphertext, 1, 3);
    List<G1> b = masks(second, ciphertext, 2, 3);
    assertThat(ciphertext.open(List.of(a, b))).isEqualTo(plaintexts);
    assertThat(ciphertext.open(List.of(a, masks(second, ciphertext, 1, 2)))).isEqualTo(plaintexts);
    for (List<List<G1>> part : List.of(List.of(a), List.of(b), List.<List<G1>>of())) {
      assertThat(ciphertext.open(part)).doesNotContainAnyElementsOf(plaintexts);
    }
    SmallLogarithm table = new SmallLogarithm(G1.hashToCurve(ByteString.utf8("c"), DST), 8);
    assertThat(table.find(ciphertext.open(List.of(a, b)).get(2), 16)).hasValue(12345);
  }

  /** R with a small-order component: the share is the one of pi(R), so no residue leaks. */
  @Test
  void decryptsTheProperComponentOnly() {
    for (G1 torsion : torsion()) {
      EscrowCiphertext tainted =
          new EscrowCiphertext(
              ciphertext.ephemeral().plus(torsion),
              ciphertext.sealed().stream().map(point -> point.plus(torsion)).toList());
      DecryptionShare share = share(first, 1, tainted, LABEL);
      assertThat(share.points()).isEqualTo(share(first, 1).points());
      assertThat(share.verifies(first.key(), tainted, LABEL)).isTrue();
      assertThat(tainted.open(List.of(masks(first, tainted, 1, 2), masks(second, tainted, 1, 2))))
          .isEqualTo(plaintexts);
    }
  }

  @Test
  void makesNoShareOfWhatIsNotMasked() {
    for (G1 torsion : torsion()) {
      EscrowCiphertext open = new EscrowCiphertext(torsion, plaintexts);
      assertThat(open.isMasked()).isFalse();
      assertThat(first.shares().getFirst().decrypt(first.key(), open, LABEL, entropy)).isEmpty();
      assertThat(share(first, 1).verifies(first.key(), open, LABEL)).isFalse();
    }
    assertThat(ciphertext.isMasked()).isTrue();
    assertThatThrownBy(() -> new EscrowCiphertext(G1.INFINITY, plaintexts))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> EscrowCiphertext.encrypt(first.key().key(), plaintexts, Scalar.ZERO))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void makesNoShareOfACiphertextWithOtherSlots() {
    EscrowCiphertext shorter =
        new EscrowCiphertext(ciphertext.ephemeral(), ciphertext.sealed().subList(0, 2));
    assertThat(first.shares().getFirst().decrypt(first.key(), shorter, LABEL, entropy)).isEmpty();
  }

  @Test
  void findsSharesThatDoNotMakeTheKey() {
    assertThat(first.key().isConsistent()).isTrue();
    for (int i = 0; i < 4; i++) {
      List<EscrowPublicKey> shares = new ArrayList<>(first.key().shares());
      shares.set(i, shares.get(i).plus(shares.get(0)));
      assertThat(new EscrowThresholdKey(2, first.key().key(), shares).isConsistent()).isFalse();
    }
  }

  @Test
  void survivesItsEncodingsAndRefusesOthers() throws MalformedInput {
    Encoder out = new Encoder();
    first.key().encode(out);
    ciphertext.encode(out);
    share(first, 2).encode(out);
    byte[] bytes = out.toByteArray();
    Decoder in = new Decoder(bytes);
    assertThat(EscrowThresholdKey.decode(in)).isEqualTo(first.key());
    assertThat(EscrowCiphertext.decode(SLOTS, in)).isEqualTo(ciphertext);
    DecryptionShare again = DecryptionShare.decode(SLOTS, in);
    in.end();
    assertThat(again.verifies(first.key(), ciphertext, LABEL)).isTrue();
    for (int size = 0; size < bytes.length; size += 61) {
      assertThat(decodes(Arrays.copyOf(bytes, size))).isFalse();
    }
    for (int at = 3; at < bytes.length - SLOTS * Scalar.SIZE; at += 29) {
      byte[] bad = bytes.clone();
      bad[at] ^= 1;
      assertThat(decodes(bad)).as("byte " + at).isFalse();
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      Decoder in = new Decoder(bytes);
      var _ = EscrowThresholdKey.decode(in);
      var _ = EscrowCiphertext.decode(SLOTS, in);
      var _ = DecryptionShare.decode(SLOTS, in);
      in.end();
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  @Test
  void keepsTheShareSecret() throws MalformedInput {
    EscrowKeyShare share = EscrowKeyShare.fromSecret(first.shares().get(1).toSecret());
    assertThat(share.publicShare()).isEqualTo(first.key().share(2));
    assertThat(share).hasToString("EscrowKeyShare[2, redacted]");
    byte[] bytes = share.toSecret().lend(byte[]::clone);
    for (int size : new int[] {1, 4, bytes.length - 1, bytes.length + 1}) {
      assertThatThrownBy(() -> EscrowKeyShare.fromSecret(Secret.copyOf(Arrays.copyOf(bytes, size))))
          .isInstanceOf(MalformedInput.class);
    }
    share.destroy();
    assertThat(share.isDestroyed()).isTrue();
    assertThatThrownBy(share::publicShare).isInstanceOf(IllegalStateException.class);
  }
}
