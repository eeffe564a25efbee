package org.specie.kernel.crypto.escrow;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Lagrange;

/** What came of putting one quorum's decryption shares together. */
public sealed interface Decryption {
  /** The quorum's mask of each slot, for {@link EscrowCiphertext#open}, and who lied on the way. */
  record Complete(List<G1> masks, SortedSet<Integer> liars) implements Decryption {
    public Complete {
      masks = List.copyOf(masks);
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }

  /** Fewer right shares than the threshold. */
  record TooFew(int good, int needed, SortedSet<Integer> liars) implements Decryption {
    public TooFew {
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }

  /** Two shares under one index, or an index no member has. */
  record InvalidIndices(SortedSet<Integer> indices) implements Decryption {
    public InvalidIndices {
      indices = Collections.unmodifiableSortedSet(new TreeSet<>(indices));
    }
  }

  /**
   * Verifies every share and interpolates the first {@link EscrowThresholdKey#threshold} right
   * ones.
   */
  static Decryption combine(
      EscrowThresholdKey quorum,
      EscrowCiphertext ciphertext,
      Hash32 label,
      List<DecryptionShare> shares) {
    SortedSet<Integer> seen = new TreeSet<>();
    SortedSet<Integer> invalid = new TreeSet<>();
    for (DecryptionShare share : shares) {
      if (share.index() > quorum.members() || !seen.add(share.index())) {
        invalid.add(share.index());
      }
    }
    if (!invalid.isEmpty()) {
      return new InvalidIndices(invalid);
    }
    List<DecryptionShare> good =
        shares.stream().filter(share -> share.verifies(quorum, ciphertext, label)).toList();
    SortedSet<Integer> liars = new TreeSet<>(seen);
    good.forEach(share -> liars.remove(share.index()));
    if (good.size() < quorum.threshold()) {
      return new TooFew(good.size(), quorum.threshold(), liars);
    }
    List<DecryptionShare> used = good.subList(0, quorum.threshold());
    List<Scalar> lambda = Lagrange.atZero(used.stream().map(DecryptionShare::index).toList());
    List<G1> masks =
        IntStream.range(0, quorum.key().slots().size())
            .mapToObj(
                slot ->
                    Lagrange.combineG1(
                        lambda, used.stream().map(share -> share.points().get(slot)).toList()))
            .toList();
    return new Complete(masks, liars);
  }
}
