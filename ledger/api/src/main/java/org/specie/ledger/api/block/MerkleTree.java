package org.specie.ledger.api.block;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * The hash tree over a block's transactions or results. The left subtree is always the largest full
 * one, as in RFC 9162 section 2.1, so no leaf is ever counted twice. Leaves are hashes under tags
 * of their own, so none can be taken for an inner node. Cost: one hash a leaf. Source:
 * docs/spec/20-ledger.md, clauses 5.2 to 5.4.
 */
public final class MerkleTree {
  private static final DomainTag NODE = new DomainTag("specie/ledger/merkle-node/1");
  private static final DomainTag NOTHING = new DomainTag("specie/ledger/merkle-empty/1");

  private MerkleTree() {}

  /** The root over {@code leaves} in their order. */
  public static Hash32 root(List<Hash32> leaves) {
    if (leaves.isEmpty()) {
      return NOTHING.hash();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = split(leaves.size());
    return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  /** The proof that the leaf at {@code index} belongs to the root over {@code leaves}. */
  public static InclusionProof prove(List<Hash32> leaves, int index) {
    Check.that(0 <= index && index < leaves.size(), "the index is one of a leaf");
    List<Hash32> path = new ArrayList<>();
    collect(leaves, index, path);
    return new InclusionProof(index, leaves.size(), path);
  }

  private static void collect(List<Hash32> leaves, int index, List<Hash32> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = split(leaves.size());
    List<Hash32> left = leaves.subList(0, split);
    List<Hash32> right = leaves.subList(split, leaves.size());
    if (index < split) {
      collect(left, index, path);
      path.add(root(right));
    } else {
      collect(right, index - split, path);
      path.add(root(left));
    }
  }

  /** The proofs of all {@code leaves} in their order, for little more than the cost of the root. */
  public static List<InclusionProof> proveAll(List<Hash32> leaves) {
    List<List<Hash32>> paths = new ArrayList<>();
    leaves.forEach(leaf -> paths.add(new ArrayList<>()));
    if (!leaves.isEmpty()) {
      climb(leaves, paths);
    }
    List<InclusionProof> proofs = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      proofs.add(new InclusionProof(i, leaves.size(), paths.get(i)));
    }
    return proofs;
  }

  /** The root over {@code leaves}; what each leaf has beside its way there joins its path. */
  private static Hash32 climb(List<Hash32> leaves, List<List<Hash32>> paths) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = split(leaves.size());
    List<List<Hash32>> leftPaths = paths.subList(0, split);
    List<List<Hash32>> rightPaths = paths.subList(split, paths.size());
    Hash32 left = climb(leaves.subList(0, split), leftPaths);
    Hash32 right = climb(leaves.subList(split, leaves.size()), rightPaths);
    leftPaths.forEach(path -> path.add(right));
    rightPaths.forEach(path -> path.add(left));
    return node(left, right);
  }

  /** The largest power of two below {@code count}: the number of leaves in the left subtree. */
  static int split(int count) {
    return Integer.highestOneBit(count - 1);
  }

  static Hash32 node(Hash32 left, Hash32 right) {
    return NODE.hash(left.bytes(), right.bytes());
  }
}
