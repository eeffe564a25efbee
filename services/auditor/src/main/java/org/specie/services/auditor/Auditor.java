package org.specie.services.auditor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.auditor.decision.ApprovalRules;
import org.specie.services.auditor.decision.Decision;
import org.specie.services.auditor.decision.Decision.Outcome;
import org.specie.services.auditor.decision.DecisionBook;
import org.specie.services.auditor.decision.Ruler;
import org.specie.services.auditor.decision.ShownPayment;
import org.specie.services.auditor.message.AuditorCodec;
import org.specie.services.auditor.message.Introduction;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;
import org.specie.services.auditor.message.Standing;
import org.specie.services.auditor.message.WaitingPayment;

/**
 * One auditor: its key, its rules, its record, and its own sight of the ledger. Whatever is asked
 * and however often, a payment gets one answer, which is on the disk before it leaves; what was
 * refused for a reason that may pass is no decision, and is looked at again. Safe for many threads.
 * Source: docs/spec/42-auditor.md, sections 3 to 5.
 */
public final class Auditor {
  private final LedgerConstants ledger;
  private final LedgerSight sight;
  private final Ed25519SecretKey key;
  private final Ruler ruler;
  private final Examination examination;

  /**
   * @param sight its own, verified
   * @param key one of those the policy names
   * @param book its record, which the caller closes
   */
  public Auditor(
      LedgerConstants ledger,
      LedgerSight sight,
      Ed25519SecretKey key,
      ApprovalRules rules,
      DecisionBook book,
      Clock clock,
      Entropy entropy) {
    this.ledger = ledger;
    this.sight = sight;
    this.key = key;
    this.ruler = new Ruler(rules, book, clock);
    this.examination = new Examination(ledger, entropy);
  }

  /** What it says first on a connection, on which it shows a certificate with that key. */
  public Introduction introduction(Hash32 certificateKey, Hash32 nonce) {
    return Introduction.of(key, ledger.ledgerId(), certificateKey, nonce);
  }

  private static Reply refused(Reason reason) {
    return new Reply.Refused(reason.code());
  }

  /** Whether it approves what a payer shows. */
  public Reply approve(Question.Approve shown) {
    Optional<StateTransaction> read;
    try {
      read = examination.read(shown);
    } catch (MalformedInput e) {
      return refused(Examination.malformed());
    }
    if (read.isEmpty()) {
      return refused(AuditorReason.NOT_TO_APPROVE);
    }
    try {
      Optional<Decision> known = ruler.known(read.get().core());
      return known.isPresent()
          ? again(known.get(), read.get(), shown.opening())
          : firstTime(read.get(), shown);
    } catch (IOException e) {
      // Whoever runs it finds the cause where the disk fails; a payer asks the others.
      return refused(AuditorReason.NOT_WRITTEN);
    }
  }

  /** The payment's bytes are public, and what was decided about it is the payer's alone. */
  private Reply again(Decision known, StateTransaction payment, AuditOpening opening) {
    return opening.isMaskOf(payment.body().audit().orElseThrow())
            && known.payment().isOpenedBy(opening)
        ? answer(known)
        : refused(AuditorReason.OPENING_DIFFERS);
  }

  private Reply firstTime(StateTransaction payment, Question.Approve shown) throws IOException {
    Optional<LedgerSight.View> view = look();
    if (view.isEmpty()) {
      return refused(AuditorReason.LEDGER_UNSEEN);
    }
    if (!isNamed(view.get())) {
      return refused(AuditorReason.NOT_AN_AUDITOR);
    }
    return switch (examination.examine(payment, shown, view.get())) {
      case Examination.Result.Unsound(Reason reason) -> refused(reason);
      case Examination.Result.Sound(ShownPayment sound) ->
          ruler
              .decide(sound, view.get().height())
              .map(this::answer)
              .orElseGet(() -> refused(AuditorReason.QUEUE_FULL));
    };
  }

  private Optional<LedgerSight.View> look() {
    try {
      return Optional.of(sight.look());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isNamed(LedgerSight.View view) {
    return view.policy()
        .tiers()
        .filter(tiers -> tiers.auditors().keys().contains(key.publicKey()))
        .isPresent();
  }

  /** The answer that follows from the record, the same for ever once it is a decision. */
  private Reply answer(Decision decision) {
    return switch (decision.outcome()) {
      case APPROVED ->
          new Reply.Approved(
              key.sign(decision.payment().approval(ledger.suite().domain()).bytes()));
      case WAITING -> new Reply.Waiting();
      case REFUSED, LAPSED -> new Reply.Refused(decision.code());
    };
  }

  /** Whether {@code question} was signed at this auditor's desk, for that connection. */
  public boolean isOfTheDesk(Question.OfTheDesk question, Introduction introduction) {
    return key.publicKey()
        .verify(
            introduction.deskStatement(ledger.ledgerId(), AuditorCodec.content(question)),
            question.signature());
  }

  /** A person's decision; answered as the payer will be from now on. */
  public Reply decide(Question.Decide decision) {
    Optional<LedgerSight.View> view = look();
    if (view.isEmpty()) {
      return refused(AuditorReason.LEDGER_UNSEEN);
    }
    try {
      ruler.lapse(view.get().height());
      Optional<Decision> known = ruler.known(decision.core());
      if (known.isEmpty() || known.get().outcome() != Outcome.WAITING) {
        return refused(AuditorReason.NOT_WAITING);
      }
      boolean isOfThisPolicy =
          known.get().payment().policyHash().equals(view.get().rules().policyHash());
      if (decision.approved() && !isOfThisPolicy) {
        return refused(PrivateReason.WRONG_POLICY);
      }
      return ruler
          .decide(decision)
          .map(this::answer)
          .orElseGet(() -> refused(AuditorReason.NOT_WAITING));
    } catch (IOException e) {
      return refused(AuditorReason.NOT_WRITTEN);
    }
  }

  /** How it is, and what waits for a person. */
  public Reply.Desk look(Map<Integer, Long> refusals) {
    Optional<LedgerSight.View> view = look();
    List<Standing.Refusals> counted = new ArrayList<>();
    refusals.forEach((code, count) -> counted.add(new Standing.Refusals(code, count)));
    List<Decision> waiting = ruler.waiting();
    return new Reply.Desk(
        new Standing(
            view.map(LedgerSight.View::height).orElse(0L),
            view.filter(this::isNamed).isPresent(),
            ruler.decisions(),
            ruler.head(),
            waiting.size(),
            counted),
        waiting.stream()
            .limit(Reply.WAITING_MAX)
            .map(each -> new WaitingPayment(each.payment(), each.atSeconds()))
            .toList());
  }
}
