package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.cash.application.WishProver.Open;
import org.specie.cash.application.ideal.Held;
import org.specie.cash.application.ideal.IdealLedger;
import org.specie.cash.application.ideal.Outcome;
import org.specie.cash.application.ideal.Told;
import org.specie.cash.application.ideal.Wish;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * The application beside the ideal ledger: random people, honest and not, try random things, and
 * each has the same end in both; so has what everybody is told of a step, and all that is held. Who
 * is not honest shows states and coins that are used up, a state with more in it than was signed,
 * coins and entries of others, and decisions that too few signed. A failure names profile and step.
 */
@ParameterizedClass
@MethodSource("profiles")
final class IdealLedgerTest {
  /** Of a history in which everything is tried; change it if that is no longer so. */
  private static final int SEED = 2;

  private static final int STEPS = 130;
  private static final int PEOPLE = 3;
  private static final int HOURS_PASSING_MAX = 60;

  /** A history in which nobody tries them shows nothing. */
  private static final Set<Outcome> MUST_BE_SEEN =
      EnumSet.complementOf(EnumSet.of(Outcome.CAP, Outcome.TURNSTILE, Outcome.TREASURY));

  private final List<Customer> people = new ArrayList<>();

  /** All states that somebody ever had signed, as the ideal ledger numbers them. */
  private final List<List<StateCredential>> states = new ArrayList<>();

  private final List<Coin> coins = new ArrayList<>();
  private final List<Integer> coinOwners = new ArrayList<>();
  private final List<Open> entries = new ArrayList<>();
  private final Set<Outcome> seen = EnumSet.noneOf(Outcome.class);

  private final PolicyProfile profile;
  private final TierBank tiers;
  private final Bank bank;
  private final IdealLedger ideal;
  private final Random random;
  private final WishProver prover;

  IdealLedgerTest(PolicyProfile profile) throws IOException {
    this.profile = profile;
    this.random = new Random(SEED + profile.name().hashCode());
    this.tiers = new TierBank(14, profile);
    this.bank = tiers.bank;
    this.prover = new WishProver(tiers, people, entries);
    this.ideal = new IdealLedger(limits(bank.application.next().policy(), tiers.tiers()));
    turn();
  }

  static List<PolicyProfile> profiles() {
    return List.of(PolicyProfile.BOI, PolicyProfile.STRICT);
  }

  @Test
  @Requirement({"D2", "D9", "D13", "D39"})
  @Property({"P1", "P3", "P4", "P5", "P10", "P11", "P14", "P22"})
  void whateverPeopleTryHasTheSameEnd() throws IOException {
    for (int person = 0; person < PEOPLE; person++) {
      settleIn(person);
    }
    for (int step = 0; step < STEPS; step++) {
      anything();
      compare("%s, step %d".formatted(profile.name(), step));
      if (random.nextInt(10) == 0) {
        bank.restart();
      }
    }
    assertThat(seen).as("what was tried").containsAll(MUST_BE_SEEN);
  }

  private static IdealLedger.Limits limits(Policy policy, TierPolicy tier) {
    return new IdealLedger.Limits(
        policy.classes().stream().map(WalletClass::budget).map(Amount::minor).toList(),
        policy.tierOneLimit().minor(),
        tier.tierTwoLimit().minor(),
        tier.delaySeconds(),
        tier.claimSeconds(),
        tier.silenceReleases(),
        tier.auditors().required(),
        policy.committee().required(),
        policy.registrars().required(),
        policy.supplyCap().minor());
  }

  private void turn() {
    ideal.turn(bank.now, bank.rules().epoch());
  }

  private void settleIn(int person) throws IOException {
    long amount = 3 * tiers.profile.tierTwoLimit().minor();
    Customer customer = bank.open("person " + person, Amount.ofMinor(amount).toDecimal());
    people.add(customer);
    states.add(new ArrayList<>(List.of(customer.state())));
    assertThat(ideal.enrol(0)).isEqualTo(person);
    assertThat(ideal.issue(person, amount, 2)).isEqualTo(Outcome.DONE);
    step(person, new Wish.Load(person, amount / 2, ideal.nonce(person)));
  }

  // What people try.

  private int anybody() {
    return random.nextInt(PEOPLE);
  }

  private long upTo(Amount most) {
    return 1 + random.nextLong(most.minor());
  }

  /** As many as it takes, or one too few. */
  private int signatures(int required) {
    return random.nextInt(3) == 0 ? required - 1 : required;
  }

  private void anything() throws IOException {
    int who = anybody();
    switch (random.nextInt(16)) {
      case 0 -> transfer(who);
      case 1 -> decideMoney(who);
      case 2 -> {
        int owner = random.nextInt(3) == 0 ? (who + 1) % PEOPLE : who;
        long nonce = ideal.nonce(owner) - (random.nextInt(6) == 0 ? 1 : 0);
        step(who, new Wish.Load(owner, 2 * upTo(tiers.profile.tierTwoLimit()), nonce));
      }
      case 3 -> {
        int owner = random.nextInt(3) == 0 ? (who + 1) % PEOPLE : who;
        step(who, new Wish.Unload(owner, upTo(tiers.profile.tierTwoLimit())));
      }
      case 4, 5 -> step(who, new Wish.Pay(anybody(), upTo(tiers.profile.tierOneLimit())));
      case 6 -> {
        int approvals = signatures(tiers.tiers().auditors().required());
        long amount = upTo(tiers.profile.tierOneLimit()) + tiers.profile.tierOneLimit().minor();
        step(who, new Wish.ApprovedPay(anybody(), amount, approvals));
      }
      case 7 -> {
        long amount = tiers.aboveTwo().minor() + random.nextInt(100);
        step(who, new Wish.DelayedPay(anybody(), amount));
      }
      case 8 -> step(who, new Wish.EntryPay(anybody(), upTo(tiers.profile.tierOneLimit())));
      case 9 -> step(who, new Wish.Bulk());
      case 10, 11 -> tryEntry();
      case 12 -> {
        long number = ideal.classNumber(who) + random.nextInt(3) / 2 + 1;
        step(who, new Wish.ChangeClass(random.nextInt(2), number, signatures(2)));
      }
      case 13 -> decideEntry();
      default -> pass();
    }
  }

  private void transfer(int from) throws IOException {
    int to = random.nextInt(3) == 0 ? IdealLedger.TREASURY : anybody();
    long amount = 2 * upTo(tiers.profile.tierTwoLimit());
    long nonce = ideal.nonce(from) + (random.nextInt(5) == 0 ? 1 : 0);
    CashTransaction transfer =
        bank.transfer(
            people.get(from),
            to == IdealLedger.TREASURY ? bank.ledger.treasury() : people.get(to).address(),
            Amount.ofMinor(amount).toDecimal(),
            nonce);
    List<Integer> codes = bank.block(transfer, transfer);
    ends(codes, 0, ideal.transfer(from, to, amount, nonce), false);
    ends(codes, 1, ideal.transfer(from, to, amount, nonce), false);
  }

  private void decideMoney(int who) throws IOException {
    long amount = upTo(tiers.profile.tierTwoLimit());
    int signatures = signatures(2);
    int[] members = Arrays.copyOf(new int[] {0, 2}, signatures);
    boolean isIssue = random.nextBoolean();
    Act act =
        isIssue
            ? new Act.IssueOrdinary(people.get(who).address(), Amount.ofMinor(amount))
            : new Act.DestroyOrdinary(Amount.ofMinor(amount));
    Outcome outcome =
        isIssue ? ideal.issue(who, amount, signatures) : ideal.destroy(amount, signatures);
    ends(bank.block(bank.signed(bank.statement(act), members)), 0, outcome, false);
  }

  private void tryEntry() throws IOException {
    if (!entries.isEmpty()) {
      tryEntry(random.nextInt(entries.size()));
    }
  }

  private void tryEntry(int entry) throws IOException {
    Open open = entries.get(entry);
    Wish refund = new Wish.Refund(entry, upTo(prover.acceptance(open).amount()));
    List<Wish> ends = List.of(new Wish.Accept(entry), new Wish.Return(entry), refund);
    Wish wish =
        switch (ideal.phase(entry)) {
          case RELEASED -> ends.get(0);
          case EXPIRED, VETOED, REFUNDED -> ends.get(1);
          case ACCEPTED -> refund;
          case PENDING, RETURNED -> ends.get(random.nextInt(3));
        };
    if (random.nextInt(3) == 0) {
      wish = ends.get(random.nextInt(3));
    }
    int rightful = wish instanceof Wish.Return ? open.payer() : open.payee();
    step(random.nextInt(6) == 0 ? anybody() : rightful, wish);
  }

  private void decideEntry() throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    int entry = random.nextInt(entries.size());
    Hash32 name = entries.get(entry).name();
    int signatures = signatures(tiers.enough().length);
    int[] members = Arrays.copyOf(tiers.enough(), signatures);
    boolean isVeto = random.nextBoolean();
    Outcome outcome = isVeto ? ideal.veto(entry, signatures) : ideal.clear(entry, signatures);
    CashTransaction act = isVeto ? tiers.veto(name, members) : tiers.clear(name, members);
    ends(bank.block(act), 0, outcome, false);
  }

  /** Some hours, or the rest of the epoch, or until an entry is another or will be in a second. */
  private void pass() throws IOException {
    if (!entries.isEmpty() && random.nextBoolean()) {
      int entry = random.nextInt(entries.size());
      Entry there = tiers.entry(entries.get(entry).name());
      long turns = random.nextBoolean() ? there.release() : there.expiry();
      tiers.until(turns - random.nextInt(2));
      turn();
      tryEntry(entry);
    } else if (random.nextInt(5) == 0) {
      bank.nextEpoch();
    } else {
      tiers.until(bank.now + random.nextInt(HOURS_PASSING_MAX * 3_600));
    }
    turn();
  }

  // Steps.

  /** Mostly on the live state, with one coin or none; now and then on others. */
  private void step(int person, Wish wish) throws IOException {
    int live = states.get(person).size() - 1;
    int state = random.nextInt(8) == 0 ? random.nextInt(live + 1) : live;
    List<Integer> shown = new ArrayList<>();
    int slots = wish instanceof Wish.Bulk ? 16 : 1;
    for (int coin = 0; coin < coins.size() && shown.size() < slots; coin++) {
      boolean isOwn = coinOwners.get(coin) == person;
      if (random.nextInt(isOwn ? 3 : 30) == 0) {
        shown.add(coin);
      }
    }
    step(person, state, shown, wish);
  }

  private void step(int person, int state, List<Integer> shown, Wish wish) throws IOException {
    Told told = ideal.told(person, state, wish);
    Customer who = people.get(person).with(states.get(person).get(state));
    StateProver.Made made =
        prover.prove(who, shown.stream().map(coins::get).toList(), wish, told.renews());
    StateTransaction sent = prover.signed(wish, made);
    assertThat(said(sent)).as("what everybody is told").isEqualTo(told);
    CashTransaction submitted = CashTransaction.of(sent);
    List<Integer> codes = bank.block(submitted, submitted);
    Outcome outcome = ideal.step(person, state, shown, wish);
    ends(codes, 0, outcome, true);
    if (outcome == Outcome.DONE) {
      follow(person, wish, sent, made);
    }
    ends(codes, 1, ideal.step(person, state, shown, wish), true);
  }

  /** What the bytes of a step say in clear. */
  private Told said(StateTransaction step) {
    var body = step.body();
    return new Told(
        step.kind().name(),
        body.header().classId(),
        body.header().epoch(),
        body.header().renewal(),
        body.move().map(move -> OptionalInt.of(owner(move.account()))).orElse(OptionalInt.empty()),
        body.move()
            .map(move -> OptionalLong.of(move.amount().minor()))
            .orElse(OptionalLong.empty()),
        body.claim()
            .map(claim -> OptionalInt.of(entry(claim.entry())))
            .orElse(OptionalInt.empty()));
  }

  private int owner(ByteString account) {
    return people.stream().map(each -> each.address().bytes()).toList().indexOf(account);
  }

  private int entry(Hash32 name) {
    return entries.stream().map(Open::name).toList().indexOf(name);
  }

  /** What people have after a step that took effect. */
  private void follow(int person, Wish wish, StateTransaction sent, StateProver.Made made) {
    states.get(person).add(bank.credential(made.successor()));
    switch (wish) {
      case Wish.Pay(int payee, long _) -> receive(payee, sent);
      case Wish.ApprovedPay(int payee, long _, int _) -> receive(payee, sent);
      case Wish.DelayedPay(int payee, long amount) -> open(person, payee, amount, sent);
      case Wish.EntryPay(int payee, long amount) -> open(person, payee, amount, sent);
      case Wish.Refund(int entry, long _) -> {
        Open open = entries.get(entry);
        EntryOpening back = tiers.refunded(open.back(), sent);
        entries.set(entry, new Open(open.payer(), open.payee(), open.made(), back));
      }
      default -> {
        // The state is all there is.
      }
    }
  }

  private void receive(int payee, StateTransaction sent) {
    coins.add(bank.received(people.get(payee), sent).orElseThrow());
    coinOwners.add(payee);
  }

  private void open(int payer, int payee, long amount, StateTransaction sent) {
    EntryOpening back = tiers.takeBack(people.get(payer), sent, Amount.ofMinor(amount));
    entries.add(new Open(payer, payee, sent, back));
  }

  // Comparing.

  private void ends(List<Integer> codes, int index, Outcome outcome, boolean isStep) {
    seen.add(outcome);
    assertThat(codes.get(index)).as("%s", outcome).isEqualTo(code(outcome, isStep));
  }

  private static int code(Outcome outcome, boolean isStep) {
    return switch (outcome) {
      case DONE -> TransactionResult.APPLIED;
      case BEYOND_MEANS -> PrivateReason.PROOF_INVALID.code();
      case USED -> PrivateReason.NULLIFIER_SPENT.code();
      case PHASE -> PrivateReason.ENTRY_STATE.code();
      case REFUNDED_BEFORE -> PrivateReason.ENTRY_UNKNOWN.code();
      case NOT_APPROVED -> PrivateReason.NOT_APPROVED.code();
      case NO_QUORUM ->
          isStep
              ? PrivateReason.REGISTRAR_SIGNATURE.code()
              : OrdinaryReason.COMMITTEE_SIGNATURES.code();
      case NONCE -> isStep ? PrivateReason.ACCOUNT_NONCE.code() : OrdinaryReason.NONCE.code();
      case FUNDS ->
          isStep ? PrivateReason.ACCOUNT_INSUFFICIENT.code() : OrdinaryReason.INSUFFICIENT.code();
      case NOT_LINKED -> PrivateReason.ACCOUNT_NOT_LINKED.code();
      case TURNSTILE -> PrivateReason.TURNSTILE.code();
      case NUMBER -> PrivateReason.CLASS_NUMBER.code();
      case CAP -> OrdinaryReason.SUPPLY_CAP.code();
      case TREASURY -> OrdinaryReason.TREASURY_INSUFFICIENT.code();
    };
  }

  private void compare(String when) throws IOException {
    for (int person = 0; person < PEOPLE; person++) {
      Customer customer = people.get(person);
      Account account = bank.application.view().account(customer.address());
      assertThat(account.balance().minor()).as(when).isEqualTo(ideal.account(person));
      assertThat(account.nonce()).as(when).isEqualTo(ideal.nonce(person));
      assertThat(states.get(person).stream().map(each -> held(each.state())).toList())
          .as(when)
          .isEqualTo(ideal.history(person));
    }
    assertThat(bank.application.view().account(bank.ledger.treasury()).balance().minor())
        .as(when)
        .isEqualTo(ideal.account(IdealLedger.TREASURY));
    for (int entry = 0; entry < entries.size(); entry++) {
      assertThat(tiers.phase(entries.get(entry).name()).name())
          .as(when)
          .isEqualTo(ideal.phase(entry).name());
    }
    assertThat(coins).hasSize(ideal.coins());
    assertThat(entries).hasSize(ideal.entries());
    Supply supply = bank.application.view().supply();
    assertThat(supply.circulating().minor()).as(when).isEqualTo(ideal.issued() - ideal.destroyed());
    assertThat(bank.application.view().pool(1).inside().minor()).as(when).isEqualTo(ideal.inside());
    assertThat(ideal.isConserved()).as(when).isTrue();
  }

  private static Held held(State state) {
    return new Held(
        state.balance().minor(),
        state.budget().minor(),
        state.income().minor(),
        state.epoch(),
        state.classId());
  }
}
