package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.statement.Period;
import org.specie.wallet.statement.Statement;

/**
 * Money that waits on the ledger, as payer and payee live it. docs/spec/30-wallet.md, 30.13 to
 * 30.18.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EntriesTest {
  private static final long DELAY = 3_600;
  private static final long CLAIM = 7_200;

  private Town town;
  private int count;

  @BeforeAll
  void build() throws IOException {
    town = new Town(7);
    town.offerTiers(DELAY, CLAIM, true);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  /** Somebody with 300.00 in private money. */
  private Person rich() throws IOException {
    Person person = town.person("rich " + count++, "300.00");
    person.wallet().load(Amount.parse("300.00")).orThrow();
    return person;
  }

  private Person poor() throws IOException {
    return town.person("poor " + count++, "0.01");
  }

  private static void sync(Person person) throws IOException {
    person.wallet().sync(Progress.none()).orThrow();
  }

  private static Reason reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  /** Pays 100.00 by tier 3; the entry's name. */
  private Hash32 delayed(Person payer, Person payee) throws IOException {
    payer
        .wallet()
        .payWithDelay(payee.wallet().paymentAddress(), Amount.parse("100.00"), "a boat")
        .orThrow();
    return only(payer, Role.PAID).name();
  }

  private static HeldEntry only(Person person, Role role) {
    List<HeldEntry> found =
        person.wallet().entries().stream().filter(each -> each.role() == role).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static void holds(Person person, String privately, String promised, String waiting)
      throws IOException {
    sync(person);
    Balance balance = person.wallet().balance();
    assertThat(List.of(balance.privately(), balance.promised(), balance.waiting()))
        .containsExactly(Amount.parse(privately), Amount.parse(promised), Amount.parse(waiting));
    assertThat(
            Statement.of(person.wallet().history(), balance, new Period(0, Long.MAX_VALUE))
                .isDone())
        .as("the books tie")
        .isTrue();
  }

  private void isWhatTheWordsSay(Person person) throws IOException {
    sync(person);
    Wallet restored = person.restored();
    assertThat(Town.substance(restored.holdings()))
        .isEqualTo(Town.substance(person.wallet().holdings()));
    assertThat(restored.balance()).isEqualTo(person.wallet().balance());
    assertThat(Town.substance(person.reopen().holdings()))
        .isEqualTo(Town.substance(restored.holdings()));
  }

  private static List<EntryKind> lastKinds(Person person, int howMany) {
    var history = person.wallet().history();
    return history.subList(history.size() - howMany, history.size()).stream()
        .map(each -> each.kind())
        .toList();
  }

  @Test
  @Requirement({"D13", "U6"})
  void isReleasedBySilenceAndAccepted() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Hash32 name = delayed(ana, ben);
    holds(ana, "200.00", "0.00", "100.00");
    holds(ben, "0.00", "100.00", "0.00");
    HeldEntry promise = only(ben, Role.PROMISED);
    assertThat(promise.name()).isEqualTo(name);
    assertThat(promise.note()).isEqualTo("a boat");
    assertThat(promise.phaseAt(town.now())).isEqualTo(Phase.PENDING);
    assertThat(promise.standing().release()).isEqualTo(town.now() + DELAY);
    assertThat(promise.standing()).isEqualTo(town.gateway().entry(name).orElseThrow().entry());

    assertThat(reason(ben.wallet().accept(name, town.now()))).isEqualTo(PrivateReason.ENTRY_STATE);
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);

    town.pass(DELAY);
    assertThat(reason(ana.wallet().takeBack(name, town.now())))
        .isEqualTo(PrivateReason.ENTRY_STATE);
    ben.wallet().accept(name, town.now()).orThrow();
    holds(ben, "100.00", "0.00", "0.00");
    holds(ana, "200.00", "0.00", "0.00");
    assertThat(lastKinds(ben, 2)).containsExactly(EntryKind.PROMISED, EntryKind.ACCEPTED);
    assertThat(lastKinds(ana, 1)).containsExactly(EntryKind.PAID_WITH_DELAY);
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.RELEASED);
    assertThat(reason(ben.wallet().accept(name, town.now()))).isEqualTo(PrivateReason.ENTRY_STATE);
    assertThat(ben.wallet().holdings().state().orElseThrow().income())
        .isEqualTo(Amount.parse("100.00"));
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);
    assertThat(ana.gateway().entries()).as("nobody is told which entry is whose").isEmpty();
    assertThat(ben.gateway().entries()).isEmpty();
  }

  @Test
  @Requirement({"D13", "U6"})
  void comesBackAfterAVeto() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Hash32 name = delayed(ana, ben);
    town.veto(name);
    sync(ben);
    assertThat(only(ben, Role.PROMISED).phaseAt(town.now())).isEqualTo(Phase.VETOED);
    holds(ben, "0.00", "0.00", "0.00");
    holds(ana, "200.00", "0.00", "100.00");
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);
    town.pass(DELAY);
    assertThat(reason(ben.wallet().accept(name, town.now()))).isEqualTo(PrivateReason.ENTRY_STATE);
    ana.wallet().takeBack(name, town.now()).orThrow();
    holds(ana, "300.00", "0.00", "0.00");
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.VETOED);
    assertThat(ana.wallet().holdings().state().orElseThrow().income())
        .as("what comes back is no income")
        .isEqualTo(Amount.ZERO);
    sync(ben);
    assertThat(lastKinds(ben, 2)).containsExactly(EntryKind.PROMISED, EntryKind.WITHDRAWN);
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);
  }

  /** Auditors' veto is read late: the wallet thought that it cancelled. */
  @Test
  void learnsOfAVetoAfterItTookThePaymentBack() throws IOException {
    Person ana = rich();
    Hash32 name = delayed(ana, poor());
    town.veto(name);
    ana.wallet().takeBack(name, town.now()).orThrow();
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.PENDING);
    sync(ana);
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.VETOED);
    isWhatTheWordsSay(ana);
  }

  @Test
  @Requirement({"D13", "U7"})
  void isCancelledWhileItWaits() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Hash32 name = delayed(ana, ben);
    assertThat(reason(ben.wallet().takeBack(name, town.now())))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    ana.wallet().takeBack(name, town.now()).orThrow();
    holds(ana, "300.00", "0.00", "0.00");
    assertThat(lastKinds(ana, 1)).containsExactly(EntryKind.TAKEN_BACK);
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.PENDING);
    holds(ben, "0.00", "0.00", "0.00");
    assertThat(reason(ana.wallet().takeBack(name, town.now())))
        .isEqualTo(PrivateReason.ENTRY_STATE);
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);
  }

  @Test
  @Requirement("U7")
  void isReclaimedAfterNobodyAcceptedIt() throws IOException {
    Person ana = rich();
    Person ben = poor();
    ana.wallet()
        .payReturnably(ben.wallet().paymentAddress(), Amount.parse("20.00"), "a gift")
        .orThrow();
    Hash32 name = only(ana, Role.PAID).name();
    holds(ana, "280.00", "0.00", "20.00");
    assertThat(ana.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("80.00"));
    holds(ben, "0.00", "20.00", "0.00");
    assertThat(only(ben, Role.PROMISED).phaseAt(town.now())).isEqualTo(Phase.RELEASED);
    assertThat(reason(ana.wallet().takeBack(name, town.now())))
        .as("while the payee may accept it, it is not the payer's")
        .isEqualTo(PrivateReason.ENTRY_STATE);
    town.pass(CLAIM);
    assertThat(reason(ben.wallet().accept(name, town.now()))).isEqualTo(PrivateReason.ENTRY_STATE);
    isWhatTheWordsSay(ana);
    ana.wallet().takeBack(name, town.now()).orThrow();
    assertThat(lastKinds(ana, 3))
        .as("nobody else brought the ledger the time")
        .containsExactly(EntryKind.PAID_RETURNABLY, EntryKind.IDLED, EntryKind.TAKEN_BACK);
    holds(ana, "300.00", "0.00", "0.00");
    assertThat(ana.wallet().balance().budgetLeft())
        .as("the budget does not come back")
        .isEqualTo(Amount.parse("80.00"));
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.EXPIRED);
    isWhatTheWordsSay(ana);
    isWhatTheWordsSay(ben);
  }

  @Test
  @Requirement("D13")
  void waitsForAuditorsWhereSilenceDoesNotRelease() throws IOException {
    try (Town strict = new Town(8)) {
      strict.offerTiers(DELAY, CLAIM, false);
      Person ana = strict.person("ana", "300.00");
      ana.wallet().load(Amount.parse("300.00")).orThrow();
      Person ben = strict.person("ben", "1.00");
      Hash32 name = delayed(ana, ben);
      sync(ben);
      strict.pass(DELAY);
      assertThat(reason(ben.wallet().accept(name, strict.now())))
          .isEqualTo(PrivateReason.ENTRY_STATE);
      strict.clear(name);
      sync(ben);
      isWhatTheWordsSay(ben);
      ben.wallet().accept(name, strict.now()).orThrow();
      holds(ben, "100.00", "0.00", "0.00");
    }
  }

  /** The order of the log decides; whoever comes second is told so and has lost nothing. */
  @Test
  @Requirement({"D13", "U6"})
  void oneOfTwoWinsTheRace() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Hash32 name = delayed(ana, ben);
    sync(ben);
    town.pass(DELAY - 1);
    ana.wallet().takeBack(name, town.now()).orThrow();
    town.pass(1);
    assertThat(reason(ben.wallet().accept(name, town.now()))).isEqualTo(PrivateReason.ENTRY_STATE);
    assertThat(ben.gateway().submitted()).as("he did try").hasSizeGreaterThan(1);
    holds(ben, "0.00", "0.00", "0.00");
    holds(ana, "300.00", "0.00", "0.00");
    ben.wallet().idle().orThrow();

    Hash32 second = delayed(rich(), ben);
    sync(ben);
    town.pass(DELAY);
    Wallet elsewhere = ben.restored();
    ben.wallet().accept(second, town.now()).orThrow();
    assertThat(elsewhere.accept(second, town.now()).isDone())
        .as("the same words, too late")
        .isFalse();
    holds(ben, "100.00", "0.00", "0.00");
  }

  @Test
  @Requirement("D13")
  void nobodyElseAcceptsOrTakesBack() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Person eve = poor();
    Hash32 name = delayed(ana, ben);
    sync(eve);
    assertThat(eve.wallet().entries()).isEmpty();
    town.pass(DELAY);
    assertThat(reason(eve.wallet().accept(name, town.now())))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    assertThat(reason(eve.wallet().takeBack(name, town.now())))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    assertThat(reason(ana.wallet().accept(name, town.now())))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    assertThat(eve.gateway().submitted()).as("nothing left but the enrolment").hasSize(1);
  }

  @Test
  void refusesBeforeTheLedgerHasTo() throws IOException {
    Person ana = rich();
    Person ben = poor();
    var to = ben.wallet().paymentAddress();
    int sent = ana.gateway().submitted().size();
    assertThat(reason(ana.wallet().payWithDelay(to, Amount.parse("80.00"), "")))
        .isEqualTo(WalletReason.BELOW_TIER_THREE);
    assertThat(reason(ana.wallet().payWithDelay(to, Amount.parse("300.01"), "")))
        .isEqualTo(WalletReason.PRIVATE_INSUFFICIENT);
    assertThat(reason(ana.wallet().payWithDelay(to, Amount.parse("90.00"), "x".repeat(40))))
        .isEqualTo(WalletReason.NOTE_TOO_LONG);
    assertThat(reason(ana.wallet().payReturnably(to, Amount.parse("60.01"), "")))
        .isEqualTo(WalletReason.OVER_LIMIT);
    assertThat(reason(ana.wallet().payReturnably(to, Amount.parse("100.01"), "")))
        .isEqualTo(WalletReason.OVER_BUDGET);
    assertThat(reason(ana.wallet().payReturnably(to, Amount.ZERO, "")))
        .isEqualTo(WalletReason.AMOUNT_ZERO);
    assertThat(ana.wallet().payPrivately(to, Amount.parse("70.00"), "").toString())
        .contains("tier 2");
    assertThat(ana.wallet().payPrivately(to, Amount.parse("200.00"), "").toString())
        .contains("tier 3");
    assertThat(ana.gateway().submitted()).hasSize(sent);
    try (Town without = new Town(9)) {
      Person cleo = without.person("cleo", "200.00");
      cleo.wallet().load(Amount.parse("200.00")).orThrow();
      var own = cleo.wallet().paymentAddress();
      assertThat(reason(cleo.wallet().payWithDelay(own, Amount.parse("100.00"), "")))
          .isEqualTo(PrivateReason.TIER_NOT_OFFERED);
      assertThat(reason(cleo.wallet().payReturnably(own, Amount.parse("1.00"), "")))
          .isEqualTo(PrivateReason.TIER_NOT_OFFERED);
    }
  }

  /** What is under way when the power goes. */
  enum Operation {
    PAY,
    ACCEPT,
    TAKE_BACK
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  @Requirement("U1")
  void goesOnAfterAPowerCutAtAnyWrite(Operation operation) throws IOException {
    for (int write = 0; write < 3; write++) {
      for (boolean written : new boolean[] {false, true}) {
        Person ana = rich();
        Person ben = poor();
        Hash32 name = delayed(ana, ben);
        sync(ben);
        Person who = operation == Operation.ACCEPT ? ben : ana;
        town.pass(operation == Operation.ACCEPT ? DELAY : 0);
        who.store().failAt(write, written);
        try {
          run(operation, ana, ben, name).orThrow();
        } catch (MemoryStore.PowerCut e) {
          who.store().neverFail();
          who.reopen();
        }
        who.store().neverFail();
        assertThat(who.wallet().settle().isDone()).isTrue();
        assertThat(who.wallet().holdings().pending()).isEmpty();
        isWhatTheWordsSay(who);
      }
    }
  }

  private Answer<?> run(Operation operation, Person ana, Person ben, Hash32 name)
      throws IOException {
    return switch (operation) {
      case PAY ->
          ana.wallet().payReturnably(ben.wallet().paymentAddress(), Amount.parse("10.00"), "");
      case ACCEPT -> ben.wallet().accept(name, town.now());
      case TAKE_BACK -> ana.wallet().takeBack(name, town.now());
    };
  }

  /** Whether anything is found does not show in what is asked. */
  @Test
  void asksTheSameWhetherItFindsSomethingOrNot() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Person eve = poor();
    sync(ben);
    sync(eve);
    int ofBen = ben.gateway().policies();
    int ofEve = eve.gateway().policies();
    delayed(ana, ben);
    sync(ben);
    sync(eve);
    assertThat(ben.wallet().entries()).hasSize(1);
    assertThat(ben.gateway().policies() - ofBen).isEqualTo(1);
    assertThat(eve.gateway().policies() - ofEve).isEqualTo(1);
    assertThat(ben.gateway().entries()).isEmpty();
  }

  /** Another amount, payee or payer than was paid in what a gateway shows of the wallet's own. */
  @Test
  @Requirement("D1")
  void isNotShownAnotherPaymentThanItMade() throws IOException {
    Person ana = rich();
    delayed(ana, poor());
    Entry made = only(ana, Role.PAID).standing();
    ByteString other = bytes(made.value().plus(made.payer()));
    for (var point : List.of(made.value(), made.payer())) {
      FaultyGateway liar = new FaultyGateway(town.gateway());
      liar.swap(bytes(point), other);
      assertThat(
              reason(
                  town.wallets(liar)
                      .restore(
                          new MemoryStore(), Town.PASSPHRASE, ana.mnemonic(), Progress.none())))
          .isEqualTo(WalletReason.CHAIN_BROKEN);
    }
  }

  private static ByteString bytes(G1 point) {
    return ByteString.copyOf(point.toByteArray());
  }

  /** Only what a changed policy hides is asked for by name, and lies about it are noticed. */
  @Test
  @Requirement("D14")
  void asksByNameOnlyAfterThePolicyChangedAndBelievesNothing() throws IOException {
    try (Town changing = new Town(10)) {
      changing.offerTiers(DELAY, CLAIM, true);
      Person ana = changing.person("ana", "300.00");
      ana.wallet().load(Amount.parse("300.00")).orThrow();
      Person ben = changing.person("ben", "1.00");
      Hash32 name = delayed(ana, ben);
      changing.offerTiers(2 * DELAY, CLAIM, true);
      var other = delayedAgain(ana, ben);

      List<UnaryOperator<Entry>> lies =
          List.of(
              told -> with(told, told.value().plus(told.value()), told.acceptor(), told.payer()),
              told -> with(told, told.value(), told.payer(), told.payer()),
              told -> with(told, told.value(), told.acceptor(), told.acceptor()),
              _ -> other);
      for (UnaryOperator<Entry> lie : lies) {
        ben.gateway().falsifyEntries(lie);
        assertThat(reason(ben.wallet().sync(Progress.none()))).isEqualTo(WalletReason.CHAIN_BROKEN);
        assertThat(ben.wallet().entries()).isEmpty();
      }
      ben.gateway().falsifyEntries(UnaryOperator.identity());
      sync(ben);
      assertThat(ben.gateway().entries()).containsOnly(name);
      assertThat(ben.wallet().entries()).hasSize(2);
      assertThat(ben.wallet().holdings().entry(name, Role.PROMISED).orElseThrow().standing())
          .as("the later policy moves no entry")
          .isEqualTo(changing.gateway().entry(name).orElseThrow().entry());
      changing.pass(DELAY);
      ben.wallet().accept(name, changing.now()).orThrow();
    }
  }

  private static Entry delayedAgain(Person ana, Person ben) throws IOException {
    ana.wallet().payWithDelay(ben.wallet().paymentAddress(), Amount.parse("90.00"), "").orThrow();
    return ana.wallet().entries().getLast().standing();
  }

  private static Entry with(Entry told, G1 value, G1 acceptor, G1 payer) {
    return new Entry(
        told.tier(),
        value,
        acceptor,
        payer,
        told.created(),
        told.release(),
        told.expiry(),
        told.needsClearance(),
        told.status());
  }

  /** A clock that runs days ahead costs one idle payment and moves nothing. */
  @Test
  void isNotFooledByItsOwnClock() throws IOException {
    Person ana = rich();
    Person ben = poor();
    Hash32 name = delayed(ana, ben);
    sync(ben);
    int sent = ben.gateway().submitted().size();
    assertThat(reason(ben.wallet().accept(name, town.now() + DELAY)))
        .as("admitted an hour early, refused by the block")
        .isEqualTo(PrivateReason.ENTRY_STATE);
    Hash32 gift = returnable(ana, ben);
    int before = ana.gateway().submitted().size();
    assertThat(reason(ana.wallet().takeBack(gift, town.now() + CLAIM)))
        .isEqualTo(PrivateReason.ENTRY_STATE);
    assertThat(ana.gateway().submitted()).hasSize(before + 1);
    assertThat(ben.gateway().submitted()).hasSize(sent + 1);
  }

  private static Hash32 returnable(Person payer, Person payee) throws IOException {
    payer
        .wallet()
        .payReturnably(payee.wallet().paymentAddress(), Amount.parse("20.00"), "a gift")
        .orThrow();
    return payer.wallet().entries().getLast().name();
  }

  @Test
  void losesNothingWhereTheWayBackBreaks() throws IOException {
    Person ana = rich();
    Hash32 name = delayed(ana, poor());
    ana.gateway().fault(FaultyGateway.Fault.LOSE_REPLY);
    assertThatThrownBy(() -> ana.wallet().takeBack(name, town.now()))
        .isInstanceOf(IOException.class);
    ana.gateway().fault(FaultyGateway.Fault.NONE);
    ana.reopen();
    holds(ana, "300.00", "0.00", "0.00");
  }
}
