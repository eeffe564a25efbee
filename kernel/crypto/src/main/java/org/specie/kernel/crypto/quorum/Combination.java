package org.specie.kernel.crypto.quorum;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What came of putting shares together. */
public sealed interface Combination {
  /** The signers whose shares were found bad; empty when the first ones sufficed. */
  SortedSet<Integer> liars();

  /** A certificate that {@link QuorumKey#isValid} accepts. */
  record Complete(QuorumCertificate certificate, SortedSet<Integer> liars) implements Combination {
    public Complete {
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }

  /** Fewer good shares than the threshold: wait for more, and not for the liars. */
  record TooFew(SortedSet<Integer> liars) implements Combination {
    public TooFew {
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }
}
