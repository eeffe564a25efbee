package org.specie.kernel.crypto.dkg;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a ceremony ended, the same for everybody who read the board. */
public sealed interface DkgOutcome {
  /** A key, whose secret is the sum of what the qualified dealers dealt. */
  record Complete(DkgKey key, SortedSet<Integer> qualified, SortedMap<Integer, DkgFault> faults)
      implements DkgOutcome {
    public Complete {
      qualified = Collections.unmodifiableSortedSet(new TreeSet<>(qualified));
      faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }
  }

  /** Too few dealers remained: start again without those at fault, under another name. */
  record Failed(int qualified, int needed, SortedMap<Integer, DkgFault> faults)
      implements DkgOutcome {
    public Failed {
      faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }
  }
}
