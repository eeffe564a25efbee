package org.specie.cash.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cash.application.AppliedOutputs;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.SignatureBatch;
import org.specie.kernel.crypto.ps.SignatureBatch.Answer;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;

/**
 * The operators' signatures on what transactions came to, all of a reply verified together and
 * remembered. Which one is false does not matter: a reply with a single false one is refused whole,
 * and whoever sent it has failed. Safe for many threads. Source: docs/spec/28-gateway.md, 3.2, and
 * 04-threshold-signatures.md, 4.8a.
 */
final class OutputSignatures {
  /** Signatures in one batch; a larger one is hardly cheaper and takes more memory. */
  private static final int BATCH_MAX = 256;

  /** A transaction, what it came to, and the signatures that are said to be on its outputs. */
  record Claim(
      Transaction transaction, TransactionResult result, List<BlindSignature> signatures) {}

  private final LedgerConstants ledger;
  private final SignatureBatch batch;
  private final Map<Hash32, List<BlindSignature>> sound = Judge.remembering();

  /**
   * @param entropy unpredictable to replicas
   */
  OutputSignatures(LedgerConstants ledger, Entropy entropy) {
    this.ledger = ledger;
    this.batch =
        new SignatureBatch(
            ledger.key().key(), BatchVerifier.onOneCore(new BaseSet.Builder().build(), entropy));
  }

  /**
   * Whether each of {@code claims} has no signatures yet, or the operators' on just its outputs.
   */
  boolean hold(List<Claim> claims) {
    List<Claim> open = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    for (Claim claim : claims) {
      if (!isKnown(claim)) {
        List<Answer> said = answers(claim);
        if (said.isEmpty()) {
          return false;
        }
        open.add(claim);
        answers.addAll(said);
      }
      if (answers.size() >= BATCH_MAX && !settle(open, answers)) {
        return false;
      }
    }
    return settle(open, answers);
  }

  private boolean isKnown(Claim claim) {
    return claim.signatures().isEmpty()
        || claim.signatures().equals(sound.get(claim.result().hash()));
  }

  /** What each signature answers; nothing if they are not one for each output. */
  private List<Answer> answers(Claim claim) {
    if (!claim.result().transactionId().equals(claim.transaction().id())) {
      return List.of();
    }
    List<SigningRequest> outputs = AppliedOutputs.of(ledger, claim.transaction(), claim.result());
    if (outputs.size() != claim.signatures().size()) {
      return List.of();
    }
    List<Answer> answers = new ArrayList<>(outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      answers.add(new Answer(outputs.get(i), claim.signatures().get(i)));
    }
    return answers;
  }

  /** Verifies {@code answers}, all that {@code open} say, remembers and forgets both lists. */
  private boolean settle(List<Claim> open, List<Answer> answers) {
    boolean holds = batch.allHold(answers);
    if (holds) {
      open.forEach(claim -> sound.put(claim.result().hash(), claim.signatures()));
    }
    open.clear();
    answers.clear();
    return holds;
  }
}
