package org.specie.kernel.crypto.ps;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What came of putting shares together. */
public sealed interface Aggregation<T> {
  /**
   * A verified result. {@code liars} are the operators whose shares were found bad on the way;
   * empty when the first shares sufficed and no others were looked at.
   */
  record Complete<T>(T result, SortedSet<Integer> liars) implements Aggregation<T> {
    public Complete {
      liars = frozen(liars);
    }
  }

  /** Fewer good shares than the threshold: ask more operators and leave out the liars. */
  record TooFew<T>(int good, int needed, SortedSet<Integer> liars) implements Aggregation<T> {
    public TooFew {
      liars = frozen(liars);
    }
  }

  /**
   * Two shares under one index, or an index no operator has. The caller keeps shares by the
   * operator they came from, so this is a confusion to clear up, not a vote to count.
   */
  record InvalidIndices<T>(SortedSet<Integer> indices) implements Aggregation<T> {
    public InvalidIndices {
      indices = frozen(indices);
    }
  }

  /** Every used share answers the request, but message and blindings do not open it. */
  record WrongOpening<T>(SortedSet<Integer> liars) implements Aggregation<T> {
    public WrongOpening {
      liars = frozen(liars);
    }
  }

  private static SortedSet<Integer> frozen(SortedSet<Integer> indices) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(indices));
  }
}
