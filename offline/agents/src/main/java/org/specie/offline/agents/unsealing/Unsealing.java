package org.specie.offline.agents.unsealing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.RegisterEntry;

/**
 * What came of opening one entry for one case. Every share is verified first; {@code liars} signed
 * wrong ones, and are named even where the entry opened. Spec: docs/spec/56-register.md 4.3.
 */
public sealed interface Unsealing {
  /** Who signed a wrong share. */
  SortedSet<Integer> liars();

  /** The person. */
  record Opened(Identity identity, SortedSet<Integer> liars) implements Unsealing {
    public Opened {
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }

  /** Nobody. */
  record Refused(RegisterReason reason, SortedSet<Integer> liars) implements Unsealing {
    public Refused {
      liars = Collections.unmodifiableSortedSet(new TreeSet<>(liars));
    }
  }

  /** Opens {@code entry} for {@code about} with what the authorities answered. */
  static Unsealing of(
      Authorities authorities,
      UnsealingCase about,
      RegisterEntry entry,
      Collection<GivenShare> answers) {
    if (!about.isAbout(entry)) {
      return new Refused(RegisterReason.ENTRY_OF_OTHERS, new TreeSet<>());
    }
    Hash32 commitment = about.commitment();
    EscrowCiphertext sealed = entry.box().key();
    SortedMap<Integer, DecryptionShare> right = new TreeMap<>();
    SortedSet<Integer> liars = new TreeSet<>();
    for (GivenShare each : answers) {
      if (!each.commitment().equals(commitment) || !each.isSigned(authorities)) {
        continue;
      }
      if (each.share().verifies(authorities.key(), sealed, commitment)) {
        right.put(each.index(), each.share());
      } else {
        liars.add(each.index());
      }
    }
    if (right.size() < authorities.needed()) {
      return new Refused(RegisterReason.TOO_FEW_SHARES, liars);
    }
    return switch (Decryption.combine(
        authorities.key(), sealed, commitment, new ArrayList<>(right.values()))) {
      case Decryption.Complete complete -> read(entry, complete, liars);
      case Decryption.TooFew _, Decryption.InvalidIndices _ ->
          throw new InvariantViolation("right shares of different members make the masks");
    };
  }

  private static Unsealing read(
      RegisterEntry entry, Decryption.Complete complete, SortedSet<Integer> liars) {
    try {
      return new Opened(entry.open(complete.masks()), liars);
    } catch (MalformedInput _) {
      return new Refused(RegisterReason.SEALED_UNREADABLE, liars);
    }
  }
}
