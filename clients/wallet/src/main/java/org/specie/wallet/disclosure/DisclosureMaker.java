package org.specie.wallet.disclosure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.disclosure.Before;
import org.specie.cash.protocol.disclosure.DisclosureClaim;
import org.specie.cash.protocol.disclosure.IncomeClaim;
import org.specie.cash.protocol.disclosure.Maker;
import org.specie.cash.protocol.disclosure.Step;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.network.Network;
import org.specie.wallet.statement.Period;

/**
 * Makes income statements and disclosures of a wallet's own past, from its history, the words and
 * the ledger. Source: docs/spec/34-income-and-disclosure.md, clause 34.13.
 */
public final class DisclosureMaker {
  private final Network network;
  private final HolderKeys keys;
  private final PaymentAddress holder;
  private final Entropy entropy;
  private final Supplier<List<Entry>> history;
  private final Closing closing;

  /** Takes a step that pays nobody. */
  @FunctionalInterface
  public interface Closing {
    Answer<Entry> idle() throws IOException;
  }

  /**
   * What is wanted.
   *
   * @param untilSeconds the end of the period; now if left out
   * @param recipient the only verifier who is to believe it
   */
  public record Wanted(long fromSeconds, OptionalLong untilSeconds, String recipient) {
    public Wanted {
      Check.that(Heading.isRecipient(recipient), "a recipient has a name of short visible text");
    }
  }

  /**
   * @param holder the address under which {@code keys} are paid
   * @param history of the wallet, as it is when asked
   */
  public DisclosureMaker(
      Network network,
      WalletKeys keys,
      PaymentAddress holder,
      Entropy entropy,
      Supplier<List<Entry>> history,
      Closing closing) {
    this.network = network;
    this.keys = keys.holder();
    this.holder = holder;
    this.entropy = entropy;
    this.history = history;
    this.closing = closing;
  }

  /** A transaction of the line with its proof. */
  private record Shown(TransactionProof proof, Certified what) {}

  /** The line and the part of it that is shown: steps from {@code from} to {@code until}. */
  private record Part(OwnLine line, Heading heading, int from, int until) {}

  /** How much came in. Takes a step that closes the period, if nothing was done since. */
  public Answer<IncomeStatement> income(Wanted wanted, long nowSeconds) throws IOException {
    return close(wanted, nowSeconds).then(this::income);
  }

  private Answer<IncomeStatement> income(Part part) throws IOException {
    OwnLine line = part.line();
    boolean isEnrolledIn = line.enrolment().atSeconds() >= part.heading().period().fromSeconds();
    Shown first = show(line.maker(part.from()));
    Optional<Shown> firstConsumer =
        isEnrolledIn ? Optional.empty() : Optional.of(show(line.steps().get(part.from())));
    Shown last = show(line.maker(part.until()));
    Shown lastConsumer = show(line.steps().get(part.until()));
    Optional<Maker> firstMaker = maker(first);
    Optional<Maker> lastMaker = maker(last);
    Optional<Before> before = firstMaker.flatMap(this::held);
    Optional<Before> after = lastMaker.flatMap(this::held);
    boolean fits =
        before.isPresent()
            && after.isPresent()
            && after.get().income().covers(before.get().income())
            && lastConsumer.what().step().isPresent();
    if (!fits) {
      return Answer.refused(WalletReason.CHAIN_BROKEN);
    }
    Amount income = after.get().income().minus(before.get().income());
    IncomeStatement.Ends ends =
        new IncomeStatement.Ends(
            first.proof(), firstConsumer.map(Shown::proof), last.proof(), lastConsumer.proof());
    IncomeClaim claim =
        new IncomeClaim(
            firstMaker.get(),
            firstConsumer.flatMap(shown -> shown.what().step()),
            lastMaker.get(),
            lastConsumer.what().step().get(),
            income);
    Suite suite = network.suite();
    ByteString proof =
        claim.prove(
            suite,
            keys,
            before.get(),
            IncomeStatement.transcript(suite, part.heading(), income, ends),
            entropy);
    IncomeStatement statement = new IncomeStatement(part.heading(), income, ends, proof);
    return claim.verifies(suite, keys.publicSpendKey(), statement.transcript(suite), proof)
        ? Answer.done(statement)
        : Answer.refused(WalletReason.CHAIN_BROKEN);
  }

  /** Every step. Takes a step that closes the period, if nothing was done since. */
  public Answer<Disclosure> disclose(Wanted wanted, long nowSeconds) throws IOException {
    return close(wanted, nowSeconds).then(this::disclose);
  }

  private Answer<Disclosure> disclose(Part part) throws IOException {
    if (part.until() - part.from() > DisclosureClaim.LINES_MAX) {
      return Answer.refused(DisclosureReason.TOO_LONG);
    }
    Suite suite = network.suite();
    Shown first = show(part.line().maker(part.from()));
    Optional<Maker> maker = maker(first);
    Optional<Before> before = maker.flatMap(this::held);
    Optional<Before> now = before;
    List<Disclosure.Line> lines = new ArrayList<>();
    List<DisclosureClaim.Line> claims = new ArrayList<>();
    for (Entry entry : part.line().steps().subList(part.from(), part.until())) {
      Shown shown = show(entry);
      Optional<Disclosure.Line> line =
          now.flatMap(held -> shown.what().step().flatMap(step -> line(shown, step, held)));
      now = shown.what().step().flatMap(this::after);
      if (line.isEmpty() || now.isEmpty()) {
        return Answer.refused(WalletReason.CHAIN_BROKEN, entry.transactionId().toShortHex());
      }
      lines.add(line.get());
      claims.add(line.get().claim(shown.what().step().orElseThrow()));
    }
    Shown last = show(part.line().steps().get(part.until()));
    if (maker.isEmpty() || before.isEmpty() || last.what().step().isEmpty()) {
      return Answer.refused(WalletReason.CHAIN_BROKEN);
    }
    DisclosureClaim claim = new DisclosureClaim(maker.get(), claims, last.what().step().get());
    ByteString proof =
        claim.prove(
            suite,
            keys,
            before.get(),
            Disclosure.transcript(suite, part.heading(), first.proof(), lines, last.proof()),
            entropy);
    Disclosure disclosure =
        new Disclosure(part.heading(), first.proof(), lines, last.proof(), proof);
    return claim.verifies(suite, keys.publicSpendKey(), disclosure.transcript(suite), proof)
        ? Answer.done(disclosure)
        : Answer.refused(WalletReason.CHAIN_BROKEN);
  }

  /** The amounts of {@code step}, before which the state held {@code held}. */
  private Optional<Disclosure.Line> line(Shown shown, Step step, Before held) {
    return step.memo(network.suite(), keys)
        .filter(memo -> memo.income().covers(held.income()))
        .flatMap(memo -> line(shown, step, held, memo));
  }

  private static Optional<Disclosure.Line> line(Shown shown, Step step, Before held, Memo memo) {
    Amount received = memo.income().minus(held.income());
    Amount paid = step.transaction().body().paidValue().isPresent() ? memo.paid() : Amount.ZERO;
    long returned =
        step.transaction().kind() == Kind.RETURN
            ? memo.balance().minor() - held.balance().minor() - received.minor()
            : 0;
    return Amount.isValid(returned)
        ? Optional.of(new Disclosure.Line(shown.proof(), received, paid, Amount.ofMinor(returned)))
        : Optional.empty();
  }

  /** The part of the line that lies in the wanted period, which is closed if it is not yet. */
  private Answer<Part> close(Wanted wanted, long nowSeconds) throws IOException {
    Optional<OwnLine> line = OwnLine.of(history.get());
    if (line.isEmpty()) {
      return Answer.refused(WalletReason.NOT_ENROLLED);
    }
    long from = wanted.fromSeconds();
    long least = Math.max(from, line.get().lastSeconds()) + 1;
    long until = wanted.untilSeconds().orElse(least);
    if (until <= from || until > nowSeconds) {
      return Answer.refused(DisclosureReason.NOT_OVER);
    }
    if (line.get().before(until) < line.get().steps().size()) {
      return part(line.get(), from, until, wanted.recipient());
    }
    return closing
        .idle()
        .then(
            closed -> {
              boolean isClosed =
                  closed.state() instanceof EntryState.Final && closed.atSeconds() >= until;
              long end = wanted.untilSeconds().orElse(closed.atSeconds());
              return isClosed
                  ? part(OwnLine.of(history.get()).orElseThrow(), from, end, wanted.recipient())
                  : Answer.refused(DisclosureReason.NOT_OVER);
            });
  }

  private Answer<Part> part(OwnLine line, long from, long until, String recipient) {
    if (line.enrolment().atSeconds() >= until) {
      return Answer.refused(WalletReason.NOT_ENROLLED, "(in this period)");
    }
    Heading heading = new Heading(holder, new Period(from, until), recipient);
    return Answer.done(new Part(line, heading, line.before(from), line.before(until)));
  }

  private Shown show(Entry entry) throws IOException {
    TransactionProof proof = network.prove(entry.transactionId(), OwnLine.height(entry));
    return new Shown(proof, Certified.of(network.suite(), proof));
  }

  private Optional<Maker> maker(Shown shown) {
    return shown.what().maker(keys.publicSpendKey());
  }

  /** What the state held that {@code maker} made. */
  private Optional<Before> held(Maker maker) {
    return switch (maker) {
      case Maker.Enrolled _ -> Optional.of(Before.NOTHING);
      case Maker.Made(Step by) -> after(by);
    };
  }

  private Optional<Before> after(Step step) {
    return step.memo(network.suite(), keys).map(memo -> new Before(memo.income(), memo.balance()));
  }
}
