package org.specie.ledger.api.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Requirement;

@Requirement("E4")
class MerkleTreeTest {
  private static List<Hash32> leaves(int count) {
    List<Hash32> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Hash32.sha256(ByteString.utf8("leaf " + i)));
    }
    return leaves;
  }

  @Test
  void provesEveryLeafAtItsPlaceAndNowhereElse() {
    for (int count = 1; count <= 33; count++) {
      List<Hash32> leaves = leaves(count);
      Hash32 root = MerkleTree.root(leaves);
      for (int i = 0; i < count; i++) {
        InclusionProof proof = MerkleTree.prove(leaves, i);
        for (int j = 0; j < count; j++) {
          assertThat(proof.proves(leaves.get(j), root)).isEqualTo(i == j);
        }
        for (int j = 0; j < count + 2; j++) {
          InclusionProof moved = new InclusionProof(j, count + 2, proof.path());
          boolean isSamePath = moved.proves(leaves.get(i), root);
          assertThat(isSamePath && j % 2 != i % 2).as("moved to another side").isFalse();
        }
      }
    }
  }

  @Test
  void rootDependsOnEveryLeafTheOrderAndTheCount() {
    Set<Hash32> roots = new HashSet<>();
    for (int count = 0; count <= 20; count++) {
      assertThat(roots.add(MerkleTree.root(leaves(count)))).isTrue();
    }
    List<Hash32> swapped = leaves(5);
    swapped.set(0, leaves(5).get(1));
    swapped.set(1, leaves(5).get(0));
    assertThat(roots.add(MerkleTree.root(swapped))).isTrue();
    List<Hash32> repeated = leaves(5);
    repeated.add(repeated.getLast());
    assertThat(roots.add(MerkleTree.root(repeated))).isTrue();
  }

  @Test
  void provesAllLeavesAtOnceAsOneByOne() {
    assertThat(MerkleTree.proveAll(List.of())).isEmpty();
    for (int count = 1; count <= 33; count++) {
      List<Hash32> leaves = leaves(count);
      List<InclusionProof> proofs = MerkleTree.proveAll(leaves);
      assertThat(proofs).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(proofs.get(i)).isEqualTo(MerkleTree.prove(leaves, i));
      }
    }
  }

  @Test
  void refusesAProofWithAnyByteChanged() {
    List<Hash32> leaves = leaves(11);
    Hash32 root = MerkleTree.root(leaves);
    ByteString encoded = MerkleTree.prove(leaves, 6).encode();
    for (int i = 0; i < encoded.size(); i++) {
      byte[] changed = encoded.toByteArray();
      changed[i] ^= 0x01;
      assertThat(isAccepted(ByteString.copyOf(changed), leaves.get(6), root, 11))
          .as("byte %d", i)
          .isFalse();
    }
    assertThat(isAccepted(encoded, leaves.get(6), root, 11)).isTrue();
  }

  /** As a receipt does: the count is the header's, not the proof's. */
  private static boolean isAccepted(ByteString encoded, Hash32 leaf, Hash32 root, int count) {
    try {
      InclusionProof proof = InclusionProof.decode(encoded);
      return proof.count() == count && proof.proves(leaf, root);
    } catch (MalformedInput e) {
      return false;
    }
  }
}
