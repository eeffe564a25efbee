package org.specie.wallet.disclosure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.disclosure.Before;
import org.specie.cash.protocol.disclosure.DisclosureClaim;
import org.specie.cash.protocol.disclosure.IncomeClaim;
import org.specie.cash.protocol.disclosure.Maker;
import org.specie.cash.protocol.disclosure.Step;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;
import org.specie.wallet.disclosure.DisclosureMaker.Wanted;
import org.specie.wallet.history.Entry;

/**
 * Ben's shop in a town, over three months of a thousand seconds: what it was paid, and a liar who
 * has all of a wallet's secrets.
 */
final class Shop implements AutoCloseable {
  static final String OFFICE = "Tax office 7";

  /** When the first month begins; the shop is enrolled before. */
  static final long FIRST = 1_001_000;

  static final long SECOND = FIRST + 1_000;
  static final long THIRD = SECOND + 1_000;

  final Town town;
  final Person ana;
  final Person ben;
  final LedgerConstants ledger;
  final Suite suite;

  private Shop(Town town) throws IOException, MalformedInput {
    this.town = town;
    this.ana = town.person("ana", "200.00");
    this.ben = town.person("ben", "9.00");
    // What a third party has: the genesis, and the file it was given.
    Genesis genesis = town.network().ledger().genesis();
    this.ledger = LedgerConstants.of(Genesis.decode(genesis.encode()));
    this.suite = ledger.suite();
  }

  /**
   * Month one: 12.50 and 3.00 come in. Month two: 5.00 comes in, 4.00 is loaded, 2.00 paid and 1.00
   * unloaded. Month three: 1.50 comes in.
   */
  static Shop open(long seed) throws IOException, MalformedInput {
    Shop shop = new Shop(new Town(seed));
    shop.ana.wallet().load(Amount.parse("90.00")).orThrow();
    shop.until(FIRST + 100);
    shop.sells("12.50");
    shop.sells("3.00");
    shop.until(SECOND + 100);
    shop.sells("5.00");
    shop.ben.wallet().load(Amount.parse("4.00")).orThrow();
    shop.town.pass(100);
    shop.ben
        .wallet()
        .payPrivately(shop.ana.wallet().paymentAddress(), Amount.parse("2.00"), "")
        .orThrow();
    shop.ben.wallet().unload(Amount.parse("1.00")).orThrow();
    shop.until(THIRD + 100);
    shop.sells("1.50");
    shop.town.pass(100);
    return shop;
  }

  void until(long seconds) {
    town.pass(seconds - town.now());
  }

  /** Ana pays the shop, which claims at once. */
  void sells(String amount) throws IOException {
    ana.wallet().payPrivately(ben.wallet().paymentAddress(), Amount.parse(amount), "").orThrow();
    ben.wallet().sync(Progress.none()).orThrow();
    ben.wallet().claim().orThrow();
  }

  static Wanted wanted(long from, long until) {
    return new Wanted(from, OptionalLong.of(until), OFFICE);
  }

  static Wanted fromThen(long from) {
    return new Wanted(from, OptionalLong.empty(), OFFICE);
  }

  Answer<IncomeStatement> income(Person person, Wanted wanted) throws IOException {
    return person.wallet().disclosures().income(wanted, town.now());
  }

  Answer<Disclosure> disclose(Person person, Wanted wanted) throws IOException {
    return person.wallet().disclosures().disclose(wanted, town.now());
  }

  Verdict verdict(IncomeStatement statement) {
    return new DisclosureVerifier(ledger, OFFICE).verify(statement);
  }

  Verdict verdict(Disclosure disclosure) {
    return new DisclosureVerifier(ledger, OFFICE).verify(disclosure);
  }

  static Reason reason(Answer<?> answer) {
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  HolderKeys keys(Person person) {
    return HolderKeys.derive(suite, person.mnemonic().seed(""));
  }

  /** The proof of {@code person}'s step number {@code index}. */
  TransactionProof step(Person person, int index) throws IOException {
    return prove(person, OwnLine.of(person.wallet().history()).orElseThrow().steps().get(index));
  }

  TransactionProof enrolment(Person person) throws IOException {
    return prove(person, OwnLine.of(person.wallet().history()).orElseThrow().enrolment());
  }

  private static TransactionProof prove(Person person, Entry entry) throws IOException {
    return person.wallet().network().prove(entry.transactionId(), OwnLine.height(entry));
  }

  /** A statement as {@code liar} makes it, who proves as well as it can. */
  IncomeStatement proven(Heading heading, Amount income, IncomeStatement.Ends ends, Person liar) {
    IncomeClaim claim =
        new IncomeClaim(
            maker(ends.first()),
            ends.firstConsumer().map(this::step),
            maker(ends.last()),
            step(ends.lastConsumer()),
            income);
    return new IncomeStatement(
        heading,
        income,
        ends,
        claim.prove(
            suite,
            keys(liar),
            held(claim.first(), liar),
            IncomeStatement.transcript(suite, heading, income, ends),
            town.entropy()));
  }

  /** A disclosure as {@code liar} makes it, who proves as well as it can. */
  Disclosure proven(
      Heading heading,
      TransactionProof first,
      List<Disclosure.Line> lines,
      TransactionProof last,
      Person liar) {
    DisclosureClaim claim =
        new DisclosureClaim(
            maker(first),
            lines.stream().map(line -> line.claim(step(line.proof()))).toList(),
            step(last));
    return new Disclosure(
        heading,
        first,
        lines,
        last,
        claim.prove(
            suite,
            keys(liar),
            held(claim.first(), liar),
            Disclosure.transcript(suite, heading, first, lines, last),
            town.entropy()));
  }

  private Step step(TransactionProof proof) {
    return Certified.of(suite, proof).step().orElseThrow();
  }

  private Maker maker(TransactionProof proof) {
    Certified shown = Certified.of(suite, proof);
    return shown.step().<Maker>map(Maker.Made::new).orElseGet(Maker.Enrolled::new);
  }

  private Before held(Maker maker, Person person) {
    return maker
        .step()
        .flatMap(step -> step.memo(suite, keys(person)))
        .map(memo -> new Before(memo.income(), memo.balance()))
        .orElse(Before.NOTHING);
  }

  static IncomeStatement.Ends ends(
      TransactionProof first,
      Optional<TransactionProof> firstConsumer,
      TransactionProof last,
      TransactionProof lastConsumer) {
    return new IncomeStatement.Ends(first, firstConsumer, last, lastConsumer);
  }

  @Override
  public void close() throws IOException {
    town.close();
  }
}
