package org.specie.wallet.spending;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Attempt;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.Pending;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.Exclusion;
import org.specie.wallet.reading.Scan;

/**
 * Brings one transaction to the ledger and its outcome back. The transaction is on the disk before
 * it leaves; until its outcome is known nothing else leaves, and after a restart the same bytes
 * leave again. Source: docs/spec/30-wallet.md, clause 30.4.
 */
public final class Submission {
  /** Where the holdings are kept; what it is told is durable when it returns. */
  public interface Book {
    Draft edit();

    void save(Draft draft) throws IOException;
  }

  /** Refusals after which the same wish may succeed, made anew on what the ledger is now. */
  private static final Set<Integer> WORTH_ANOTHER_ATTEMPT =
      codes(
          PrivateReason.NULLIFIER_SPENT,
          PrivateReason.WRONG_EPOCH,
          PrivateReason.WRONG_POLICY,
          PrivateReason.NOT_CURRENT,
          PrivateReason.ACCOUNT_NONCE,
          OrdinaryReason.NONCE,
          OrdinaryReason.EXPIRED);

  /** Refusals that say nothing about the transaction. */
  private static final Set<Integer> NOT_NOW =
      codes(LedgerRefusal.MEMPOOL_FULL, LedgerRefusal.ENGINE_STOPPED);

  private final Network network;
  private final Scan scan;
  private final Book book;

  public Submission(Network network, Scan scan, Book book) {
    this.network = network;
    this.scan = scan;
    this.book = book;
  }

  private static Set<Integer> codes(Reason... reasons) {
    Set<Integer> codes = new TreeSet<>();
    for (Reason reason : reasons) {
      codes.add(reason.code());
    }
    return codes;
  }

  /** Whether the refused wish is to be made into another transaction. */
  public static boolean isWorthAnotherAttempt(Refusal refusal) {
    return WORTH_ANOTHER_ATTEMPT.contains(refusal.reason().code());
  }

  /** Writes {@code prepared} down, sends it, and takes its outcome. */
  public Answer<Entry> send(Prepared prepared) throws IOException {
    Draft draft = book.edit();
    draft.begin(prepared.pending(), prepared.entry());
    book.save(draft);
    Outcome outcome = network.gateway().submit(prepared.pending().bytes());
    return take(prepared.pending(), outcome)
        .map(
            _ ->
                book.edit()
                    .entry(prepared.entry().transactionId(), prepared.entry().kind())
                    .orElse(prepared.entry()));
  }

  /**
   * Finds out what became of the transaction on its way, if there is one: asks for it, and sends
   * the same bytes again if the ledger has not seen them. Refused only while nobody knows.
   */
  public Answer<Boolean> settle() throws IOException {
    Optional<Pending> pending = book.edit().pending();
    if (pending.isEmpty()) {
      return Answer.done(false);
    }
    LedgerGateway gateway = network.gateway();
    Optional<Recorded> found = gateway.find(pending.get().id());
    Outcome outcome =
        found.isPresent() ? new Outcome.Final(found.get()) : gateway.submit(pending.get().bytes());
    Answer<Boolean> taken = take(pending.get(), outcome);
    return book.edit().pending().isEmpty() ? Answer.done(true) : taken;
  }

  /** Leaves no trace of a refused transaction that another one replaces. */
  public void withdraw(Prepared prepared) throws IOException {
    Draft draft = book.edit();
    draft.withdraw(prepared.pending().id());
    book.save(draft);
  }

  private Answer<Boolean> take(Pending pending, Outcome outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Final(Recorded recorded) ->
          recorded.code() == 0 ? applied(recorded) : refused(pending, Reasons.of(recorded.code()));
      case Outcome.NotAdmitted(Reason reason) ->
          NOT_NOW.contains(reason.code()) ? Answer.refused(reason) : refused(pending, reason);
    };
  }

  /**
   * Finds out what became of {@code attempt}. Whether it is on the ledger after all; what is not,
   * and cannot come any more, is forgotten.
   */
  Answer<Boolean> lookUp(Attempt attempt) throws IOException {
    // The tip is asked for first: what is answered about the attempt is not from before it.
    long height = network.gateway().tip().height();
    Optional<Recorded> found =
        network.gateway().find(attempt.id()).filter(each -> each.code() == 0);
    if (found.isPresent()) {
      return applied(found.get());
    }
    if (Exclusion.of(network, attempt.pending().bytes()).isOver(height)) {
      forget(attempt.id());
    }
    return Answer.done(false);
  }

  /** Whoever has to know what became of the attempt {@code id} does. */
  void forget(Hash32 id) throws IOException {
    Draft draft = book.edit();
    draft.forget(id);
    book.save(draft);
  }

  /** The old state stays until the new one is verified: a missing signature changes nothing. */
  private Answer<Boolean> applied(Recorded recorded) throws IOException {
    Draft draft = book.edit();
    Optional<Refusal> refusal = scan.take(draft, recorded);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    book.save(draft);
    return Answer.done(true);
  }

  private Answer<Boolean> refused(Pending pending, Reason reason) throws IOException {
    Draft draft = book.edit();
    draft.setAside(pending);
    draft.refuse(pending.id(), reason);
    book.save(draft);
    return Answer.refused(reason);
  }
}
