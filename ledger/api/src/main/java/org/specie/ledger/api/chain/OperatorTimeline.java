package org.specie.ledger.api.chain;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CertificateVerifier;

/**
 * Which operators were in force when, known from the genesis and from changes that the operators
 * before each of them certified. It reads no other block. Beyond the last change it was told of it
 * believes the operators of that one. Not thread-safe. Source: docs/spec/20-ledger.md, clause 7.6.
 */
public final class OperatorTimeline {
  private final NavigableMap<Long, CertificateVerifier> since = new TreeMap<>();

  public OperatorTimeline(Genesis genesis) {
    since.put(0L, new CertificateVerifier(genesis));
  }

  /** Takes the next change if the operators known last certified it. */
  public Verdict extend(OperatorChange change) {
    CertificateVerifier known = since.lastEntry().getValue();
    long height = change.header().height();
    if (height < since.lastKey()) {
      return LedgerRefusal.OPERATORS_DIFFER.refused();
    }
    Verdict verdict =
        BlockRules.finality(
            known, change.header(), Optional.of(change.operators()), change.certificate());
    if (verdict.isAccepted()) {
      since.put(height + 1, known.after(Optional.of(change.operators())));
    }
    return verdict;
  }

  /** Takes one change after the other; what comes after the first refused one is not looked at. */
  public Verdict extend(OperatorHistory history) {
    Verdict verdict = Verdict.accepted();
    for (OperatorChange change : history.changes()) {
      if (verdict.isAccepted()) {
        verdict = extend(change);
      }
    }
    return verdict;
  }

  /** The verifier of certificates at {@code height}. */
  public CertificateVerifier at(long height) {
    Check.that(height >= 0, "heights start at 0");
    return since.floorEntry(height).getValue();
  }

  /** The operators known last. */
  public OperatorSet latest() {
    return since.lastEntry().getValue().operators();
  }

  /** The first height at which those were in force. */
  public long latestSince() {
    return since.lastKey();
  }
}
