package org.specie.kernel.crypto.dkg;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the handing on of a key ended, the same for everybody who read the board. */
public sealed interface ResharingOutcome {
  /** The faults of old holders, by their old indices. */
  SortedMap<Integer, DkgFault> holderFaults();

  /** The faults of new operators, by their new indices. */
  SortedMap<Integer, DkgFault> operatorFaults();

  /** The same key in the hands of the new operators; {@code used} are the holders it came from. */
  record Complete(
      DkgKey key,
      SortedSet<Integer> used,
      SortedMap<Integer, DkgFault> holderFaults,
      SortedMap<Integer, DkgFault> operatorFaults)
      implements ResharingOutcome {
    public Complete {
      used = Collections.unmodifiableSortedSet(new TreeSet<>(used));
      holderFaults = Collections.unmodifiableSortedMap(new TreeMap<>(holderFaults));
      operatorFaults = Collections.unmodifiableSortedMap(new TreeMap<>(operatorFaults));
    }
  }

  /**
   * Too few holders dealt rightly, too few operators can receive, or the share of one would be
   * zero: the old holders keep the key, and start again under another name.
   */
  record Failed(
      int qualified,
      int recipients,
      SortedMap<Integer, DkgFault> holderFaults,
      SortedMap<Integer, DkgFault> operatorFaults)
      implements ResharingOutcome {
    public Failed {
      holderFaults = Collections.unmodifiableSortedMap(new TreeMap<>(holderFaults));
      operatorFaults = Collections.unmodifiableSortedMap(new TreeMap<>(operatorFaults));
    }
  }
}
