package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.admission.ProofAdmission;
import org.specie.cash.application.admission.ProofVerdict;
import org.specie.cash.application.membership.ResharingRounds;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.LedgerTime;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.state.StateChanges;

/**
 * Executes decided blocks: proofs of the whole block first, in one batch as far as admission has
 * not seen them, then one transaction after the other, each entirely or not at all.
 */
public final class BlockExecution {
  /** What became of one transaction; the decoded form if it had one. */
  public record Outcome(
      TransactionResult result,
      Optional<CashTransaction> transaction,
      Optional<AppliedEvent> event) {}

  private final LedgerConstants ledger;
  private final ProofAdmission proofs;
  private final OrdinaryMoney ordinary;
  private final CommitteeDecisions committee;
  private final PrivateMoney privateMoney;
  private final FloatMoney floats;
  private final ResharingPosts posts;
  private final ResharingRounds rounds;

  public BlockExecution(LedgerConstants ledger, ProofAdmission proofs) {
    this.ledger = ledger;
    this.proofs = proofs;
    this.ordinary = new OrdinaryMoney(ledger);
    this.committee = new CommitteeDecisions(ledger);
    this.privateMoney = new PrivateMoney(ledger);
    this.floats = new FloatMoney(ledger);
    this.posts = new ResharingPosts(ledger);
    this.rounds = new ResharingRounds(ledger);
  }

  /** Writes what a ledger starts with. */
  public void begin(StateChanges changes, Moment first) {
    CashChanges cash = new CashChanges(changes, ledger.generation());
    cash.setLedger(ledger.ledgerId());
    cash.enforce(first.policy());
    cash.setTime(new LedgerTime(first.epochSeconds(), first.epoch()));
    cash.seat(ledger.genesis().operators());
  }

  /** Executes {@code block}, which is at {@code moment}. */
  public List<Outcome> execute(StateChanges changes, Moment moment, DecidedBlock block)
      throws IOException {
    Check.that(moment.height() == block.height(), "a block is executed at its height");
    CashChanges cash = new CashChanges(changes, ledger.generation());
    if (cash.view().duePolicy(moment.height()).isPresent()) {
      cash.enforce(moment.policy());
    }
    cash.setTime(new LedgerTime(moment.epochSeconds(), moment.epoch()));
    List<Optional<CashTransaction>> decoded =
        block.transactions().stream().map(this::decode).toList();
    List<Optional<ProofVerdict>> verdicts = verdicts(moment, block, decoded);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < decoded.size(); i++) {
      outcomes.add(
          execute(changes, moment, block.transactions().get(i), decoded.get(i), verdicts.get(i)));
    }
    rounds.endOfBlock(cash, block.height());
    if (cash.view().lastHeightOfOperators().equals(Optional.of(block.height()))) {
      cash.seat(cash.view().membership().pending().orElseThrow().operators());
    }
    Check.that(
        cash.view().supply().isConserved(cash.view().pool(ledger.generation())),
        "issued - destroyed = ordinary + private + offline");
    return outcomes;
  }

  private Optional<CashTransaction> decode(Transaction transaction) {
    try {
      return Optional.of(CashTransaction.decode(ledger.suite(), transaction.bytes()));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** The verdicts on the private transactions among {@code decoded}, each at its place. */
  private List<Optional<ProofVerdict>> verdicts(
      Moment moment, DecidedBlock block, List<Optional<CashTransaction>> decoded) {
    List<ProofAdmission.Subject> subjects = new ArrayList<>();
    for (int i = 0; i < decoded.size(); i++) {
      if (decoded.get(i).orElse(null) instanceof CashTransaction.Private(var transaction)) {
        subjects.add(new ProofAdmission.Subject(block.transactions().get(i).id(), transaction));
      }
    }
    List<ProofVerdict> found = proofs.verdicts(moment.rules(), subjects);
    List<Optional<ProofVerdict>> placed = new ArrayList<>();
    int next = 0;
    for (Optional<CashTransaction> each : decoded) {
      boolean isPrivate = each.orElse(null) instanceof CashTransaction.Private;
      placed.add(isPrivate ? Optional.of(found.get(next++)) : Optional.empty());
    }
    Check.that(next == found.size(), "every verdict has its transaction");
    return placed;
  }

  private Outcome execute(
      StateChanges block,
      Moment moment,
      Transaction transaction,
      Optional<CashTransaction> decoded,
      Optional<ProofVerdict> verdict)
      throws IOException {
    if (decoded.isEmpty()) {
      return refused(transaction, decoded, FormReason.NOT_A_TRANSACTION);
    }
    StateChanges own = StateChanges.over(block);
    CashChanges cash = new CashChanges(own, ledger.generation());
    Judgement judgement =
        switch (decoded.get()) {
          case CashTransaction.Private(var inner) ->
              privateMoney.judge(cash.view(), moment, inner, verdict.orElseThrow());
          case CashTransaction.Ordinary(var transfer) ->
              ordinary.judge(cash.view(), moment, transfer);
          case CashTransaction.Committee(var act) -> committee.judge(cash.view(), moment, act);
          case CashTransaction.Resharing(var post) -> posts.judge(cash.view(), post);
          case CashTransaction.Offline(var move) -> floats.judge(cash.view(), moment, move);
        };
    return switch (judgement) {
      case Judgement.Refused(Reason reason) -> refused(transaction, decoded, reason);
      case Judgement.Granted(Judgement.Effect effect) -> {
        AppliedEvent event = effect.apply(cash);
        own.applyTo(block);
        yield new Outcome(
            new TransactionResult(transaction.id(), TransactionResult.APPLIED, event.encode()),
            decoded,
            Optional.of(event));
      }
    };
  }

  private static Outcome refused(
      Transaction transaction, Optional<CashTransaction> decoded, Reason reason) {
    return new Outcome(
        new TransactionResult(transaction.id(), reason.code(), ByteString.EMPTY),
        decoded,
        Optional.empty());
  }
}
