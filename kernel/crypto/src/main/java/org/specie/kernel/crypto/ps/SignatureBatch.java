package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.BatchVerifier;

/**
 * Asks of many signatures at once what {@link PsVerificationKey#verifies(SigningRequest,
 * BlindSignature)} asks of each, and answers the same but for a chance of 2^-128 a batch. The
 * equations are folded under random weights into one product of attributes + 2 pairings, and one
 * more for each further choice of common attributes; memberships in the group of order r are looked
 * at one by one, because no folding sees them. Public data only, in variable time. 0.2 ms a
 * signature where one by itself takes more than 1 ms. Source: docs/spec/04-threshold-signatures.md,
 * clause 4.8a.
 */
public final class SignatureBatch {
  /** A request, and what is said to answer it. */
  public record Answer(SigningRequest request, BlindSignature signature) {
    /** Whether a signature may stand under this base at all. */
    private boolean hasSoundBase() {
      return signature.base().equals(request.base()) && request.base().isInSubgroup();
    }
  }

  private final PsVerificationKey key;
  private final BatchVerifier verifier;

  /**
   * @param verifier whose entropy is unpredictable to whoever made the signatures
   */
  public SignatureBatch(PsVerificationKey key, BatchVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /** Whether every one of {@code answers} holds. */
  public boolean allHold(List<Answer> answers) {
    return answers.stream().allMatch(Answer::hasSoundBase)
        && (answers.isEmpty() || verifier.allHold(answers.stream().map(this::equation).toList()));
  }

  /** Which of {@code answers} are false, found by bisection; empty if all hold. */
  public BitSet findFalse(List<Answer> answers) {
    List<BatchStatement> statements = new ArrayList<>(answers.size());
    for (Answer each : answers) {
      statements.add(each.hasSoundBase() ? equation(each) : (_, _) -> false);
    }
    return verifier.findFalse(statements);
  }

  private AggregateStatement equation(Answer answer) {
    return new AggregateStatement(key, answer.request(), answer.signature().value());
  }
}
