package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.StateRoot;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * What the order of transactions can change about private money. docs/spec/21-application.md,
 * section 6. One bank for all tests; each brings customers of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivateMoneyTest {
  private Bank bank;

  @BeforeAll
  void openTheBank() throws IOException {
    bank = new Bank(23);
  }

  private void refuses(Reason reason, PrivateTransaction transaction) throws IOException {
    CashTransaction submitted = CashTransaction.of(transaction);
    assertThat(bank.application.check(submitted.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    executionRefuses(reason, transaction);
  }

  /** What admission cannot know yet. */
  private void executionRefuses(Reason reason, PrivateTransaction transaction) throws IOException {
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(CashTransaction.of(transaction))).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).isEmpty();
  }

  private static Intent idle() {
    return Intent.claim(false, Optional.empty());
  }

  @Test
  @Requirement("D1")
  @Property("P4")
  void spendsAStateOnceWithinABlockAcrossBlocksAndAfterARestart() throws IOException {
    Customer ana = bank.open("double ana", "10.00");
    Customer loaded = bank.load(ana, "10.00");
    Customer ben = bank.enrol("double ben");
    StateProver.Made first = bank.prove(loaded, bank.payment(ben, "7.00"));
    StateProver.Made second = bank.prove(loaded, bank.payment(ben, "8.00"));
    List<Integer> codes =
        bank.block(
            CashTransaction.of(first.transaction()),
            CashTransaction.of(second.transaction()),
            CashTransaction.of(first.transaction()));
    int spent = PrivateReason.NULLIFIER_SPENT.code();
    assertThat(codes).containsExactly(0, spent, spent);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).hasSize(2);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 1)).isEmpty();
    refuses(PrivateReason.NULLIFIER_SPENT, second.transaction());
    bank.restart();
    refuses(PrivateReason.NULLIFIER_SPENT, second.transaction());
    executionRefuses(PrivateReason.NULLIFIER_SPENT, first.transaction());
    assertThat(bank.application.check(CashTransaction.of(first.transaction()).toLedger()))
        .isEqualTo(new Admission.Refused(OrdinaryReason.ALREADY_APPLIED));
  }

  @Test
  @Requirement("D1")
  @Property("P4")
  void claimsACoinOnceHoweverItIsShown() throws IOException {
    Customer ana = bank.enrol("claim ana");
    CommitteeAct.Statement statement =
        bank.statement(new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse("5.00")));
    Bank.requireApplied(bank.block(bank.signed(statement, 0, 1)));
    Coin coin = bank.issued(ana, statement.recordId(), Amount.parse("5.00"));
    Customer richer = bank.apply(ana, bank.prove(ana, Intent.claim(false, Optional.of(coin))));
    refuses(
        PrivateReason.NULLIFIER_SPENT,
        bank.prove(richer, Intent.claim(false, Optional.of(coin))).transaction());
    FoldTransaction fold =
        bank.foldProver()
            .fold(richer.keys(), richer.state(), List.of(coin), bank.validUntil(), bank.entropy);
    refuses(PrivateReason.NULLIFIER_SPENT, fold);
    Intent twice =
        new Intent(Kind.BULK, false, List.of(coin, coin), Optional.empty(), Optional.empty());
    refuses(PrivateReason.NULLIFIER_REPEATED, bank.prove(richer, twice).transaction());
  }

  @Test
  @Requirement("D1")
  @Property("P4")
  void anUnloadIsPaidOutOnce() throws IOException {
    Customer ana = bank.load(bank.open("unload ana", "10.00"), "10.00");
    StateProver.Made unload = bank.prove(ana, bank.move(Kind.UNLOAD, ana, "4.00"));
    bank.apply(ana, unload);
    executionRefuses(PrivateReason.NULLIFIER_SPENT, unload.transaction());
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("4.00"));
  }

  @Test
  @Requirement("D2")
  @Property("P3")
  void refusesALoadThatTheAccountDidNotSign() throws IOException {
    Customer ana = bank.open("sign ana", "10.00");
    Customer ben = bank.open("sign ben", "10.00");
    StateProver.Made made = bank.prove(ana, bank.move(Kind.LOAD, ana, "5.00"));
    refuses(PrivateReason.ACCOUNT_SIGNATURE, Bank.signedBy(ben, made));
    refuses(
        PrivateReason.ACCOUNT_SIGNATURE,
        made.transaction().signedBy(ByteString.copyOf(new byte[65])));
    StateProver.Made other = bank.prove(ana, bank.move(Kind.LOAD, ana, "6.00"));
    refuses(
        PrivateReason.ACCOUNT_SIGNATURE,
        made.transaction().signedBy(Bank.signedBy(ana, other).accountSignature().orElseThrow()));
    Bank.requireApplied(bank.block(CashTransaction.of(Bank.signedBy(ana, made))));
  }

  @Test
  @Requirement("D2")
  void aLoadThatExceedsTheAccountConsumesNothing() throws IOException {
    Customer ana = bank.open("poor ana", "10.00");
    StateProver.Made tooMuch = bank.prove(ana, bank.move(Kind.LOAD, ana, "10.01"));
    refuses(PrivateReason.ACCOUNT_INSUFFICIENT, Bank.signedBy(ana, tooMuch));
    Customer loaded = bank.load(ana, "10.00");
    assertThat(loaded.state().state().balance()).isEqualTo(Amount.parse("10.00"));
    assertThat(bank.balance(ana)).isEqualTo(Amount.ZERO);
  }

  @Test
  void refusesALoadWithAnOldNonceAndAdmitsOneThatWaits() throws IOException {
    Customer ana = bank.open("nonce ana", "10.00");
    StateProver.Made old = bank.prove(ana, bank.move(Kind.LOAD, ana, "5.00"));
    StateTransaction ahead = loadAhead(ana, "1.00", 1);
    CashTransaction waiting = CashTransaction.of(ahead);
    assertThat(bank.application.check(waiting.toLedger()).isAdmitted()).isTrue();
    executionRefuses(PrivateReason.ACCOUNT_NONCE, ahead);
    Bank.requireApplied(bank.block(bank.transfer(ana, ana.address(), "1.00"), waiting));
    refuses(PrivateReason.ACCOUNT_NONCE, Bank.signedBy(ana, old));
  }

  /** 21, 4.2: what cannot come true gets no room in a block, however often somebody sends it. */
  @Test
  void refusesALoadOrALinkThatNothingCouldBeWaitingFor() throws IOException {
    Customer ana = bank.open("far ana", "10.00");
    int most = Account.NONCES_WAITING_MAX;
    CashTransaction last = CashTransaction.of(loadAhead(ana, "10.00", most));
    assertThat(bank.application.check(last.toLedger()).isAdmitted()).isTrue();
    refuses(PrivateReason.ACCOUNT_NONCE, loadAhead(ana, "10.00", most + 1));
    refuses(PrivateReason.ACCOUNT_NONCE, loadAhead(ana, "10.01", 1));

    Customer poor = bank.enrol("far link");
    refuses(PrivateReason.ACCOUNT_NONCE, bank.linkAhead(poor, 1));
    Bank.requireApplied(bank.block(bank.issue(poor.address(), "0.01")));
    CashTransaction link = CashTransaction.of(bank.linkAhead(poor, most));
    assertThat(bank.application.check(link.toLedger()).isAdmitted()).isTrue();
    refuses(PrivateReason.ACCOUNT_NONCE, bank.linkAhead(poor, most + 1));
  }

  private StateTransaction loadAhead(Customer of, String amount, int ahead) throws IOException {
    return Bank.signedBy(
        of,
        bank.prove(
            of,
            new Intent(
                Kind.LOAD,
                false,
                List.of(),
                Optional.empty(),
                Optional.of(
                    new Intent.AccountTransfer(
                        Amount.parse(amount), of.address().bytes(), bank.nonce(of) + ahead)))));
  }

  @Test
  @Requirement({"D2", "D18"})
  @Property("P3")
  void movesMoneyBetweenTheFormsOfOnePersonOnly() throws IOException {
    Customer ana = bank.load(bank.open("pid ana", "10.00"), "10.00");
    Customer ben = bank.open("pid ben", "10.00");
    Customer eve = bank.enrol("pid eve");
    // The prover puts ana's own link record; ben's account has another.
    refuses(
        PrivateReason.ACCOUNT_NOT_LINKED,
        bank.prove(ana, bank.move(Kind.UNLOAD, ben, "1.00")).transaction());
    refuses(
        PrivateReason.ACCOUNT_NOT_LINKED,
        Bank.signedBy(ben, bank.prove(ana, bank.move(Kind.LOAD, ben, "1.00"))));
    refuses(
        PrivateReason.ACCOUNT_NOT_LINKED,
        bank.prove(eve, bank.move(Kind.UNLOAD, eve, "0.00")).transaction());
  }

  @Test
  @Property("P3")
  void linksAnAccountOnceAndOnlyWithItsConsent() throws IOException {
    Customer ana = bank.enrol("link ana");
    Customer ben = bank.enrol("link ben");
    LinkTransaction taken = bank.link(ben, ana);
    LinkTransaction link = bank.link(ana, ana);
    LinkTransaction unsigned =
        new LinkTransaction(link.body(), link.proof(), taken.accountSignature());
    refuses(PrivateReason.ACCOUNT_SIGNATURE, unsigned);
    Bank.requireApplied(bank.block(CashTransaction.of(link)));
    refuses(PrivateReason.ACCOUNT_LINKED, taken);
    executionRefuses(PrivateReason.ACCOUNT_LINKED, link);
  }

  @Test
  @Requirement("D2")
  @Property("P2")
  void lettingOutMoreThanEnteredStopsAtTheTurnstile() throws IOException {
    Bank alone = new Bank(29, "turnstile");
    Customer ana = alone.load(alone.open("ana", "10.00"), "10.00");
    // All operators together forge a coin; what is in the pool is all they can take out.
    ByteString record = ByteString.utf8("never decided");
    Amount value = Amount.parse("500.00");
    Scalar serial = alone.suite.issuanceSerial(record);
    Scalar pid = ana.keys().pid();
    Coin forged =
        new Coin(
            pid,
            serial,
            value,
            alone.operators.sign(
                SigningRequests.issued(alone.suite, record, pid, value),
                Coin.message(alone.suite, pid, serial, value),
                List.of()));
    Customer rich = alone.apply(ana, alone.prove(ana, Intent.claim(false, Optional.of(forged))));
    CashTransaction out =
        CashTransaction.of(alone.prove(rich, alone.move(Kind.UNLOAD, ana, "10.01")).transaction());
    assertThat(alone.application.check(out.toLedger()))
        .isEqualTo(new Admission.Refused(PrivateReason.TURNSTILE));
    assertThat(alone.block(out)).containsExactly(PrivateReason.TURNSTILE.code());
    Customer less = alone.apply(rich, alone.prove(rich, alone.move(Kind.UNLOAD, ana, "10.00")));
    assertThat(
            alone.block(
                CashTransaction.of(
                    alone.prove(less, alone.move(Kind.UNLOAD, ana, "0.01")).transaction())))
        .containsExactly(PrivateReason.TURNSTILE.code());
  }

  @Test
  @Requirement("D36")
  @Property("P6")
  void enrolsAPersonAKeyAndAnIdentityOnce() throws IOException {
    Customer ana = bank.enrol("once ana");
    EnrolProver.Made sameIdentity =
        bank.enrolment(Customer.keys(bank.suite, "once ana 2"), "once ana", 0, 0, 1);
    refuses(PrivateReason.ENROLMENT_KNOWN, sameIdentity.enrolment());
    EnrolProver.Made sameKey = bank.enrolment(ana.keys(), "another identity", 0, 0, 1);
    refuses(PrivateReason.ENROLMENT_KNOWN, sameKey.enrolment());
    EnrolProver.Made one =
        bank.enrolment(Customer.keys(bank.suite, "once ben"), "once ben", 0, 0, 2);
    EnrolProver.Made two =
        bank.enrolment(Customer.keys(bank.suite, "once ben 2"), "once ben", 1, 1, 2);
    assertThat(bank.block(CashTransaction.of(one.enrolment()), CashTransaction.of(two.enrolment())))
        .containsExactly(0, PrivateReason.ENROLMENT_KNOWN.code());
  }

  @Test
  @Property("P6")
  void enrolsOnlyWhomEnoughRegistrarsVouchFor() throws IOException {
    EnrolProver.Made one =
        bank.enrolment(Customer.keys(bank.suite, "vouch ana"), "vouch ana", 0, 1);
    refuses(PrivateReason.REGISTRAR_SIGNATURE, one.enrolment());
    Enrolment two =
        bank.enrolment(Customer.keys(bank.suite, "vouch ana"), "vouch ana", 0, 0, 1).enrolment();
    Enrolment.Approval first = two.approvals().getFirst();
    refuses(
        PrivateReason.REGISTRAR_SIGNATURE,
        new Enrolment(two.body(), two.proof(), List.of(first, first)));
    EnrolProver.Made other =
        bank.enrolment(Customer.keys(bank.suite, "vouch ben"), "vouch ben", 0, 0, 1);
    refuses(
        PrivateReason.REGISTRAR_SIGNATURE,
        new Enrolment(two.body(), two.proof(), other.enrolment().approvals()));
    refuses(
        PrivateReason.PROOF_INVALID,
        new Enrolment(two.body(), other.enrolment().proof(), two.approvals()));
    Bank.requireApplied(bank.block(CashTransaction.of(two)));
  }

  @Test
  @Requirement("D9")
  void refusesAnotherEpochAndAnotherPolicy() throws IOException {
    Customer ana = bank.enrol("epoch ana");
    Rules now = bank.rules();
    Rules later = new Rules(now.policyHash(), now.epoch() + 1, now.tierOneLimit(0), now.budgets());
    refuses(
        PrivateReason.WRONG_EPOCH,
        bank.prove(ana, Intent.claim(true, Optional.empty()), later, bank.validUntil())
            .transaction());
    Policy dream =
        new Policy(
            bank.policy().classes(),
            Amount.parse("9999"),
            bank.policy().epochs(),
            bank.policy().supplyCap(),
            bank.policy().committee(),
            bank.policy().registrars());
    refuses(
        PrivateReason.WRONG_POLICY,
        bank.prove(ana, idle(), dream.rules(now.epoch()), bank.validUntil()).transaction());
  }

  @Test
  void refusesWhatIsTooLateTooFarAheadOrOffTheGrid() throws IOException {
    Customer ana = bank.enrol("late ana");
    long soon = bank.validUntil();
    for (long validUntil : new long[] {0, soon + 1, soon + 64 * 64}) {
      refuses(
          PrivateReason.NOT_CURRENT,
          bank.prove(ana, idle(), bank.rules(), validUntil).transaction());
    }
  }

  @Test
  @Requirement("D2")
  void refusesMoneyOfAnotherLedgerAndOfAForeignState() throws IOException {
    Bank other = new Bank(31, "elsewhere");
    Customer there = other.enrol("foreign ana");
    StateProver.Made made = other.prove(there, idle());
    // The policy of the other bank is the same record, so only the proof gives it away.
    refuses(PrivateReason.PROOF_INVALID, made.transaction());
    Customer ana = bank.enrol("foreign ana");
    refuses(PrivateReason.PROOF_INVALID, bank.prove(ana.with(there.state()), idle()).transaction());
  }

  @Test
  @Requirement("D2")
  void refusesMoneyOfAnotherCurrencyLedgerOrGenerationUnderTheSameKeys() throws IOException {
    Bank home = new Bank(37, new Domain("here", "ILS", 1));
    Customer ana = home.enrol("ana");
    CashTransaction idle = CashTransaction.of(home.prove(ana, idle()).transaction());
    Map<Domain, PrivateReason> elsewhere = new LinkedHashMap<>();
    elsewhere.put(new Domain("here", "USD", 1), PrivateReason.PROOF_INVALID);
    elsewhere.put(new Domain("there", "ILS", 1), PrivateReason.PROOF_INVALID);
    elsewhere.put(new Domain("here", "ILS", 2), PrivateReason.WRONG_GENERATION);
    for (Map.Entry<Domain, PrivateReason> each : elsewhere.entrySet()) {
      Bank other = new Bank(37, each.getKey());
      assertThat(other.ledger.key()).isEqualTo(home.ledger.key());
      assertThat(other.rules()).isEqualTo(home.rules());
      other.block();
      assertThat(other.application.check(idle.toLedger()))
          .as("%s", each.getKey())
          .isEqualTo(new Admission.Refused(each.getValue()));
      assertThat(other.block(idle)).containsExactly(each.getValue().code());
    }
    Bank.requireApplied(home.block(idle));
  }

  @Test
  void refusesAClassThatThePolicyDoesNotName() throws IOException {
    EnrolProver.Made seventh =
        bank.enrolment(Customer.keys(bank.suite, "class ana"), "class ana", 1, 0, 1);
    Enrolment.Body body = seventh.enrolment().body();
    Enrolment.Statement statement =
        new Enrolment.Statement(
            bank.suite.domain(),
            body.statement().uniqueness(),
            body.statement().publicSpendKey(),
            7,
            body.statement().validUntil());
    List<Enrolment.Approval> approvals = new ArrayList<>();
    for (int registrar = 0; registrar < 2; registrar++) {
      approvals.add(
          new Enrolment.Approval(
              registrar, bank.registrars.get(registrar).sign(statement.bytes())));
    }
    refuses(
        PrivateReason.UNKNOWN_CLASS,
        new Enrolment(
            new Enrolment.Body(
                statement, body.generation(), body.epoch(), body.policyHash(), body.cK()),
            seventh.enrolment().proof(),
            approvals));
  }

  @Test
  @Requirement({"D2", "D11"})
  void refusesAStateWithMoreBudgetOrMoneyThanItsSignatureSays() throws IOException {
    Customer ana = bank.load(bank.open("liar ana", "10.00"), "10.00");
    State sound = ana.state().state();
    State richer =
        new State(
            sound.pid(),
            sound.k(),
            sound.serial(),
            Amount.parse("4000.00"),
            Amount.parse("4000.00"),
            sound.income(),
            sound.epoch(),
            sound.classId());
    Customer liar = ana.with(new StateCredential(richer, ana.state().signature()));
    refuses(
        PrivateReason.PROOF_INVALID, bank.prove(liar, bank.payment(ana, "400.00")).transaction());
    Customer payer = bank.apply(ana, bank.prove(ana, bank.payment(ana, "10.00")));
    assertThat(payer.state().state().budget()).isEqualTo(Amount.parse("990.00"));
  }

  @Test
  @Requirement("D1")
  void oneOfManyConcurrentSubmissionsOfOneCoinIsApplied() throws Exception {
    Customer ana = bank.load(bank.open("race ana", "10.00"), "10.00");
    Customer ben = bank.enrol("race ben");
    List<CashTransaction> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(CashTransaction.of(bank.prove(ana, bank.payment(ben, "9.00")).transaction()));
    }
    List<Thread> submitters = new ArrayList<>();
    List<CashTransaction> admitted = Collections.synchronizedList(new ArrayList<>());
    for (CashTransaction attempt : attempts) {
      for (int i = 0; i < 4; i++) {
        submitters.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      if (isAdmitted(attempt)) {
                        admitted.add(attempt);
                      }
                    }));
      }
    }
    for (Thread submitter : submitters) {
      submitter.join();
    }
    assertThat(admitted).hasSize(32);
    List<Integer> codes = new ArrayList<>();
    for (int from = 0; from < 32; from += 8) {
      codes.addAll(bank.block(admitted.subList(from, from + 8).toArray(CashTransaction[]::new)));
    }
    assertThat(codes).filteredOn(code -> code == 0).hasSize(1);
    assertThat(codes)
        .filteredOn(code -> code != 0)
        .hasSize(31)
        .containsOnly(PrivateReason.NULLIFIER_SPENT.code());
  }

  private boolean isAdmitted(CashTransaction attempt) {
    try {
      return bank.application.check(attempt.toLedger()).isAdmitted();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
