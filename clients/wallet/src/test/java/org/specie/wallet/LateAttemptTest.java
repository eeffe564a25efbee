package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.wallet.FaultyGateway.Late;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

/**
 * A transaction that replicas refused is applied after all: one of them kept its bytes. The wallet
 * asks what became of it before anything else leaves, so that nothing is done twice.
 * docs/spec/30-wallet.md, clause 30.4a.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LateAttemptTest {
  private static final Amount AMOUNT = Amount.parse("5.00");

  /** What is refused first. */
  enum Wish {
    PAY(EntryKind.PAID_PRIVATELY),
    PAY_OPENLY(EntryKind.PAID_ORDINARILY),
    LOAD(EntryKind.LOADED),
    UNLOAD(EntryKind.UNLOADED);

    private final EntryKind kind;

    Wish(EntryKind kind) {
      this.kind = kind;
    }

    /** Why: for something after which the wallet tries again. */
    private Reason reason() {
      return switch (this) {
        case PAY, UNLOAD -> PrivateReason.WRONG_EPOCH;
        case PAY_OPENLY -> OrdinaryReason.NONCE;
        case LOAD -> PrivateReason.ACCOUNT_NONCE;
      };
    }
  }

  record Case(Wish wish, Late late) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Wish wish : Wish.values()) {
      for (Late late : Late.values()) {
        cases.add(new Case(wish, late));
      }
    }
    return cases.stream();
  }

  private Town town;
  private Person ben;
  private int count;

  @BeforeAll
  void build() throws IOException {
    town = new Town(5);
    ben = town.person("Ben", "1.00");
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  /** Somebody with 60.00 in private and 40.00 in ordinary money. */
  private Person ready() throws IOException {
    Person ana = town.person("Ana " + count++, "100.00");
    ana.wallet().load(Amount.parse("60.00")).orThrow();
    return ana;
  }

  private Answer<Entry> perform(Wish wish, Person ana) throws IOException {
    Wallet wallet = ana.wallet();
    return switch (wish) {
      case PAY -> wallet.payPrivately(ben.wallet().paymentAddress(), AMOUNT, "rent");
      case PAY_OPENLY -> wallet.payOrdinary(ben.wallet().account(), AMOUNT);
      case LOAD -> wallet.load(AMOUNT);
      case UNLOAD -> wallet.unload(AMOUNT);
    };
  }

  /** What {@code wish} has brought about of Ana's money, as the ledger has it. */
  private void isDone(int times, Wish wish, Person ana) throws IOException {
    Amount moved = Amount.ofMinor(times * AMOUNT.minor());
    Amount privately = Amount.parse("60.00");
    Amount ordinary = Amount.parse("40.00");
    ana.wallet().sync(Progress.none()).orThrow();
    Balance balance = ana.restored().balance();
    assertThat(ana.wallet().balance()).isEqualTo(balance);
    assertThat(List.of(balance.privately(), balance.ordinary()))
        .isEqualTo(
            switch (wish) {
              case PAY -> List.of(privately.minus(moved), ordinary);
              case PAY_OPENLY -> List.of(privately, ordinary.minus(moved));
              case LOAD -> List.of(privately.plus(moved), ordinary.minus(moved));
              case UNLOAD -> List.of(privately.minus(moved), ordinary.plus(moved));
            });
    assertThat(ana.wallet().history().stream().filter(each -> isOf(wish, each)).toList())
        .as("the history tells of it so often")
        .hasSize(times)
        .allMatch(entry -> entry.state() instanceof EntryState.Final);
    assertThat(ana.wallet().holdings().pending()).isEmpty();
  }

  private static boolean isOf(Wish wish, Entry entry) {
    return entry.kind() == wish.kind && entry.amount().equals(AMOUNT);
  }

  private Amount paidTo(Person payee) throws IOException {
    payee.wallet().sync(Progress.none()).orThrow();
    Balance balance = payee.wallet().balance();
    return balance.privately().plus(balance.ordinary());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesNothingTwiceIfARefusedAttemptIsAppliedAfterAll(Case given) throws IOException {
    Person ana = ready();
    Amount before = paidTo(ben);
    ana.gateway().refuseAndApply(given.wish().reason(), given.late());
    Entry done = perform(given.wish(), ana).orThrow();
    assertThat(done.state()).isInstanceOf(EntryState.Final.class);
    assertThat(done.note()).isEqualTo(given.wish() == Wish.PAY ? "rent" : "");
    isDone(1, given.wish(), ana);
    if (given.wish() == Wish.PAY || given.wish() == Wish.PAY_OPENLY) {
      assertThat(paidTo(ben).minus(before)).isEqualTo(AMOUNT);
    }
    assertThat(ana.wallet().holdings().attempts()).isEmpty();
    perform(given.wish(), ana).orThrow();
    isDone(2, given.wish(), ana);
  }

  /** The wallet that begins the second attempt has forgotten nothing of the first. */
  @ParameterizedTest
  @MethodSource("cases")
  void doesNothingTwiceAfterAPowerCutBetweenTheAttempts(Case given) throws IOException {
    for (int write : List.of(1, 2)) {
      Person ana = ready();
      ana.gateway().refuseAndApply(given.wish().reason(), given.late());
      ana.store().failAt(write, true);
      assertThatThrownBy(() -> perform(given.wish(), ana)).isInstanceOf(MemoryStore.PowerCut.class);
      ana.store().neverFail();
      ana.reopen();
      // Who pays again after a crash is told that the first payment was made.
      switch (perform(given.wish(), ana)) {
        case Answer.Done<Entry>(Entry same) ->
            assertThat(same.state()).isInstanceOf(EntryState.Final.class);
        case Answer.Refused<Entry>(Refusal refusal) ->
            assertThat(refusal.reason()).isEqualTo(WalletReason.APPLIED_AFTER_ALL);
      }
      isDone(1, given.wish(), ana);
      perform(given.wish(), ana).orThrow();
      isDone(2, given.wish(), ana);
    }
  }

  /** Nobody tries again by itself, the person does: told once what became of the first. */
  @Test
  void findsWhatWasRefusedForGoodAndIsAppliedAlready() throws IOException {
    Person ana = ready();
    ana.gateway().refuseAndApply(PrivateReason.PROOF_INVALID, Late.AT_ONCE);
    perform(Wish.PAY, ana).orThrow();
    isDone(1, Wish.PAY, ana);
  }

  /** Nobody tries again by itself, the person does, and is told once what became of the first. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tellsOnceThatWhatWasRefusedForGoodIsAppliedAfterAll(boolean isReadBefore)
      throws IOException {
    Person ana = ready();
    ana.gateway().refuseAndApply(PrivateReason.PROOF_INVALID, Late.BEFORE_THE_NEXT);
    assertThat(perform(Wish.PAY, ana)).isEqualTo(Answer.refused(PrivateReason.PROOF_INVALID));
    assertThat(ana.wallet().holdings().attempts()).hasSize(1);
    if (isReadBefore) {
      ana.gateway().applyHeld();
      ana.wallet().sync(Progress.none()).orThrow();
      ana.reopen();
    }
    assertThat(perform(Wish.PAY, ana))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.refusal().reason()).isEqualTo(WalletReason.APPLIED_AFTER_ALL));
    isDone(1, Wish.PAY, ana);
    perform(Wish.PAY, ana).orThrow();
    isDone(2, Wish.PAY, ana);
  }
}
