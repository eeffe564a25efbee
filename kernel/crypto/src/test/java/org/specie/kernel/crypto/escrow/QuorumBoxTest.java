package org.specie.kernel.crypto.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;

/** Clause 5b.9: bytes that only a quorum reads, for one context. */
class QuorumBoxTest {
  private static final ByteString CONTEXT = ByteString.utf8("box 17");
  private static final ByteString PLAIN = ByteString.utf8("whose it is");
  private static final Hash32 LABEL = Hash32.sha256(new byte[] {1});

  private final Random random = new Random(5);
  private final Entropy entropy = random::nextBytes;
  private final LocalCeremony ceremony = ceremony(1);
  private final EscrowThresholdKey quorum = EscrowThresholdKey.of(ceremony.key());
  private final QuorumBox box = QuorumBox.seal(quorum.key(), CONTEXT, PLAIN, entropy);

  private LocalCeremony ceremony(int name) {
    return LocalCeremony.run(
        DkgParameters.forDecryption(Hash32.sha256(new byte[] {(byte) name}), 3, 2, 1), entropy);
  }

  private List<G1> masks(QuorumBox of, int... members) {
    List<DecryptionShare> shares =
        Arrays.stream(members)
            .mapToObj(
                i ->
                    EscrowKeyShare.of(ceremony.shares().get(i - 1))
                        .decrypt(quorum, of.key(), LABEL, entropy)
                        .orElseThrow())
            .toList();
    return ((Decryption.Complete) Decryption.combine(quorum, of.key(), LABEL, shares)).masks();
  }

  @Test
  void aQuorumReadsWhatWasSealed() {
    assertThat(box.verifies(quorum.key(), CONTEXT)).isTrue();
    assertThat(box.open(masks(box, 1, 3), CONTEXT)).contains(PLAIN);
    assertThat(box.open(masks(box, 2, 3), CONTEXT)).contains(PLAIN);
  }

  @Test
  void isOfOneContextAndOneQuorum() {
    EscrowPublicKey other = EscrowThresholdKey.of(ceremony(2).key()).key();
    assertThat(box.verifies(quorum.key(), ByteString.utf8("box 18"))).isFalse();
    assertThat(box.verifies(other, CONTEXT)).isFalse();
    assertThat(box.open(masks(box, 1, 2), ByteString.utf8("box 18"))).isEmpty();
  }

  /** (R, E + D) seals M + D: without the proof somebody's box would open as another's. */
  @Test
  void cannotBeMadeIntoABoxOfAnother() {
    EscrowCiphertext moved =
        new EscrowCiphertext(
            box.key().ephemeral(),
            List.of(box.key().sealed().getFirst().plus(G1.GENERATOR.times(Scalar.of(3)))));
    assertThat(new QuorumBox(moved, box.proof(), box.box()).verifies(quorum.key(), CONTEXT))
        .isFalse();
    QuorumBox second = QuorumBox.seal(quorum.key(), CONTEXT, PLAIN, entropy);
    assertThat(second).isNotEqualTo(box);
    assertThat(new QuorumBox(box.key(), box.proof(), second.box()).verifies(quorum.key(), CONTEXT))
        .isFalse();
    assertThat(second.open(masks(box, 1, 2), CONTEXT)).isEmpty();
  }

  @Test
  void refusesABoxOfWhichOneByteWasChanged() {
    Encoder out = new Encoder();
    box.encode(out);
    ByteString genuine = out.toByteString();
    assertThat(genuine.size()).isEqualTo(QuorumBox.OVERHEAD + PLAIN.size());
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(verifies(ByteString.copyOf(bytes))).as("byte %s", at).isFalse();
    }
    assertThat(verifies(genuine)).isTrue();
  }

  private boolean verifies(ByteString bytes) {
    try {
      Decoder in = new Decoder(bytes);
      QuorumBox read = QuorumBox.decode(PLAIN.size(), in);
      in.end();
      return read.verifies(quorum.key(), CONTEXT);
    } catch (MalformedInput _) {
      return false;
    }
  }
}
