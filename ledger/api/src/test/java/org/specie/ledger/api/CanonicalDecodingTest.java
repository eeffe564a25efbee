package org.specie.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.MerkleTree;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.TestChain;
import org.specie.quality.requirements.Requirement;

/** Bytes from strangers are refused or mean exactly one thing; they never break a decoder. */
@Requirement("E4")
class CanonicalDecodingTest {
  private static final int MUTANTS = 3_000;

  private final TestChain chain = new TestChain("mutants");
  private final Block block = chain.append(1_010, 4);

  /** Decodes and encodes again. */
  private interface RoundTrip {
    ByteString of(ByteString bytes) throws MalformedInput;
  }

  private static void assertCanonical(ByteString sound, RoundTrip roundTrip) throws MalformedInput {
    assertThat(roundTrip.of(sound)).isEqualTo(sound);
    Random random = new Random(sound.size());
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      ByteString mutant = mutate(sound, random);
      try {
        assertThat(roundTrip.of(mutant)).isEqualTo(mutant);
      } catch (MalformedInput e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
    for (int length = 0; length < sound.size(); length++) {
      ByteString truncated = sound.slice(0, length);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> roundTrip.of(truncated))
          .isInstanceOf(MalformedInput.class);
    }
  }

  /** Flips, overwrites, removes, inserts or repeats a few bytes. */
  private static ByteString mutate(ByteString sound, Random random) {
    ByteString mutant = sound;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(mutant.size());
      int to = Math.min(mutant.size(), from + random.nextInt(6));
      byte[] filling = new byte[random.nextInt(6)];
      if (random.nextBoolean()) {
        random.nextBytes(filling);
      } else {
        java.util.Arrays.fill(filling, (byte) (random.nextBoolean() ? 0xff : 0x00));
      }
      mutant =
          ByteString.concat(
              mutant.slice(0, from),
              ByteString.copyOf(filling),
              mutant.slice(to, mutant.size()),
              ByteString.hex(random.nextInt(8) == 0 ? "00" : ""));
      if (mutant.isEmpty()) {
        return sound;
      }
    }
    return mutant;
  }

  @Test
  void genesisIsCanonical() throws MalformedInput {
    assertCanonical(chain.genesis().encode(), bytes -> Genesis.decode(bytes).encode());
  }

  @Test
  void headerIsCanonical() throws MalformedInput {
    assertCanonical(block.header().encode(), bytes -> BlockHeader.decode(bytes).encode());
  }

  @Test
  void blockIsCanonical() throws MalformedInput {
    assertCanonical(block.encode(), bytes -> Block.decode(bytes).encode());
  }

  @Test
  void certificateIsCanonical() throws MalformedInput {
    ByteString sound = chain.certificate(1).orElseThrow();
    assertCanonical(sound, bytes -> CommitCertificate.decode(bytes).encode());
  }

  @Test
  void operatorHistoryIsCanonical() throws MalformedInput {
    assertCanonical(
        new TestChain("history").history(), bytes -> OperatorHistory.decode(bytes).encode());
  }

  @Test
  void inclusionProofIsCanonical() throws MalformedInput {
    List<Hash32> leaves = List.of(Hash32.ZERO, Hash32.ZERO, Hash32.ZERO, Hash32.ZERO, Hash32.ZERO);
    assertCanonical(
        MerkleTree.prove(leaves, 2).encode(), bytes -> InclusionProof.decode(bytes).encode());
  }
}
