package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.admission.ProofAdmission;
import org.specie.cash.application.admission.ProofVerdict;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Transaction;

/**
 * A verdict on a proof is worth exactly the bytes and the rules it was made for.
 * docs/spec/21-application.md, clauses 6.3 to 6.5.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProofAdmissionTest {
  private static final int DEADLINE_SECONDS = 60;

  private Bank bank;
  private final AtomicInteger batches = new AtomicInteger();
  private ProofAdmission proofs;
  private Customer ana;
  private StateTransaction payment;

  @BeforeAll
  void openTheBank() throws IOException {
    bank = new Bank(41);
    ana = bank.enrol("ana");
    payment = bank.prove(ana, Intent.claim(false, Optional.empty())).transaction();
  }

  @BeforeEach
  void forgetAllVerdicts() {
    batches.set(0);
    // A batch verifier draws its weights once a batch: whoever draws, verifies.
    Entropy counting =
        target -> {
          batches.incrementAndGet();
          bank.entropy.fill(target);
        };
    proofs = new ProofAdmission(bank.ledger, BatchVerifier.onOneCore(bank.suite.bases(), counting));
  }

  private static ProofAdmission.Subject subject(PrivateTransaction transaction) {
    return new ProofAdmission.Subject(CashTransaction.of(transaction).toLedger().id(), transaction);
  }

  private ProofVerdict verdict(Rules rules, PrivateTransaction transaction) {
    return proofs.decide(proofs.prepare(rules, subject(transaction)));
  }

  private StateTransaction tampered() {
    byte[] range = payment.proofs().range().toByteArray();
    range[range.length - 1] ^= 1;
    return new StateTransaction(
        payment.body(),
        new Proofs(payment.proofs().sigma(), ByteString.copyOf(range)),
        Optional.empty());
  }

  @Test
  void verifiesTheSameBytesUnderTheSameRulesOnce() {
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
    int drawn = batches.get();
    assertThat(drawn).isPositive();
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
    assertThat(proofs.verdicts(bank.rules(), List.of(subject(payment))))
        .hasOnlyElementsOfType(ProofVerdict.Holds.class);
    assertThat(batches).hasValue(drawn);
  }

  @Test
  void aVerdictIsNotLentToOtherBytes() {
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
    assertThat(verdict(bank.rules(), tampered()))
        .isEqualTo(new ProofVerdict.Fails(PrivateReason.PROOF_INVALID));
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
  }

  @Test
  void aVerdictIsNotLentToOtherRules() {
    Rules now = bank.rules();
    assertThat(verdict(now, payment)).isInstanceOf(ProofVerdict.Holds.class);
    Rules later = new Rules(now.policyHash(), now.epoch() + 1, now.tierOneLimit(0), now.budgets());
    assertThat(verdict(later, payment))
        .isEqualTo(new ProofVerdict.Fails(PrivateReason.WRONG_EPOCH));
    Rules other =
        new Rules(
            Hash32.sha256(ByteString.utf8("other")),
            now.epoch(),
            now.tierOneLimit(0),
            now.budgets());
    assertThat(verdict(other, payment))
        .isEqualTo(new ProofVerdict.Fails(PrivateReason.WRONG_POLICY));
  }

  @Test
  void aBadTransactionInABatchTakesNobodyAlong() {
    List<ProofAdmission.Subject> subjects = new ArrayList<>();
    subjects.add(subject(payment));
    subjects.add(subject(tampered()));
    subjects.add(subject(payment));
    assertThat(proofs.verdicts(bank.rules(), subjects))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(ProofVerdict.Holds.class),
            second ->
                assertThat(second).isEqualTo(new ProofVerdict.Fails(PrivateReason.PROOF_INVALID)),
            third -> assertThat(third).isInstanceOf(ProofVerdict.Holds.class));
  }

  @Test
  void whatIsForeseenInABatchIsNotVerifiedAgain() {
    proofs.foresee(bank.rules(), List.of(subject(payment), subject(tampered())), each -> false);
    int drawn = batches.get();
    assertThat(drawn).isPositive();
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
    assertThat(verdict(bank.rules(), tampered()))
        .isEqualTo(new ProofVerdict.Fails(PrivateReason.PROOF_INVALID));
    assertThat(batches).hasValue(drawn);
  }

  @Test
  void whatIsHopelessBuysNoVerification() {
    proofs.foresee(bank.rules(), List.of(subject(payment)), each -> true);
    assertThat(batches).hasValue(0);
  }

  /** Execution asks for what was proposed while it is still being verified. */
  @Test
  void whatIsBeingVerifiedIsWaitedForAndNotVerifiedTwice() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Entropy slow =
        target -> {
          batches.incrementAndGet();
          begun.countDown();
          Check.that(await(mayGoOn), "the first verification goes on");
          bank.entropy.fill(target);
        };
    ProofAdmission slowly =
        new ProofAdmission(bank.ledger, BatchVerifier.onOneCore(bank.suite.bases(), slow));
    AtomicInteger holding = new AtomicInteger();
    Runnable asking =
        () -> {
          if (slowly.verdicts(bank.rules(), List.of(subject(payment))).getFirst()
              instanceof ProofVerdict.Holds) {
            holding.incrementAndGet();
          }
        };
    Thread first = Thread.ofPlatform().start(asking);
    assertThat(await(begun)).isTrue();
    Thread second = Thread.ofPlatform().start(asking);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (second.getState() != Thread.State.WAITING && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(batches).hasValue(1);
    mayGoOn.countDown();
    first.join();
    second.join();
    assertThat(holding).hasValue(2);
    int together = batches.get();
    batches.set(0);
    assertThat(verdict(bank.rules(), payment)).isInstanceOf(ProofVerdict.Holds.class);
    assertThat(batches).as("draws of one verification").hasValue(together);
  }

  /**
   * Verifies {@code first} and, while that is under way, lets everybody in {@code then} ask. Comes
   * back when all have been answered.
   */
  private void whileVerifying(StateTransaction first, List<Consumer<ProofAdmission>> then)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Entropy slow =
        target -> {
          batches.incrementAndGet();
          begun.countDown();
          Check.that(await(mayGoOn), "the first verification goes on");
          bank.entropy.fill(target);
        };
    ProofAdmission slowly =
        new ProofAdmission(bank.ledger, BatchVerifier.onOneCore(bank.suite.bases(), slow));
    List<Thread> threads = new ArrayList<>();
    threads.add(
        Thread.ofPlatform()
            .start(() -> slowly.foresee(bank.rules(), List.of(subject(first)), each -> false)));
    assertThat(await(begun)).isTrue();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    for (Consumer<ProofAdmission> each : then) {
      Thread asking = Thread.ofPlatform().start(() -> each.accept(slowly));
      threads.add(asking);
      while (asking.getState() != Thread.State.WAITING && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    mayGoOn.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private StateTransaction another() throws IOException {
    return bank.prove(ana, Intent.claim(false, Optional.empty())).transaction();
  }

  @Test
  void whatWaitsMeanwhileIsOneBatch() throws IOException, InterruptedException {
    List<ProofVerdict> found = Collections.synchronizedList(new ArrayList<>());
    StateTransaction single = another();
    List<ProofAdmission.Subject> list = List.of(subject(another()), subject(another()));
    List<ProofAdmission.Subject> other = List.of(subject(another()));
    whileVerifying(
        payment,
        List.of(
            proofs -> found.addAll(proofs.verdicts(bank.rules(), list)),
            proofs -> found.add(proofs.decide(proofs.prepare(bank.rules(), subject(single)))),
            proofs -> found.addAll(proofs.verdicts(bank.rules(), other))));
    assertThat(found).hasSize(4).hasOnlyElementsOfType(ProofVerdict.Holds.class);
    assertThat(batches).as("the first, and all others together").hasValue(2);
  }

  @Test
  void aFalseOneInAListIsFoundAndTakesNobodyAlong() throws IOException, InterruptedException {
    AtomicReference<List<ProofVerdict>> bad = new AtomicReference<>(List.of());
    List<ProofVerdict> good = Collections.synchronizedList(new ArrayList<>());
    StateTransaction single = another();
    List<ProofAdmission.Subject> mixed = List.of(subject(another()), subject(tampered()));
    List<ProofAdmission.Subject> list = List.of(subject(another()));
    whileVerifying(
        payment,
        List.of(
            proofs -> bad.set(proofs.verdicts(bank.rules(), mixed)),
            proofs -> good.add(proofs.decide(proofs.prepare(bank.rules(), subject(single)))),
            proofs -> good.addAll(proofs.verdicts(bank.rules(), list))));
    assertThat(bad.get())
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(ProofVerdict.Holds.class),
            second ->
                assertThat(second).isEqualTo(new ProofVerdict.Fails(PrivateReason.PROOF_INVALID)));
    assertThat(good).hasSize(2).hasOnlyElementsOfType(ProofVerdict.Holds.class);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void manyCheckedAtOnceAreAnsweredAsOneByOne() throws IOException {
    Bank together = new Bank(59, "together");
    Customer ana = together.enrol("ana");
    Transaction good =
        CashTransaction.of(together.prove(ana, Intent.claim(false, Optional.empty())).transaction())
            .toLedger();
    Transaction noise = new Transaction(ByteString.utf8("noise"));
    assertThat(together.application.checkAll(List.of(good, noise, good)))
        .containsExactly(
            new Admission.Admitted(good.id()),
            new Admission.Refused(FormReason.NOT_A_TRANSACTION),
            new Admission.Admitted(good.id()));
    together.block(List.of(good));
    assertThat(together.application.checkAll(List.of(noise, good)))
        .isEqualTo(List.of(together.application.check(noise), together.application.check(good)));
  }

  @Test
  void threadsThatAskAtOnceAreAllAnswered() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger failing = new AtomicInteger();
    for (int i = 0; i < 24; i++) {
      StateTransaction asked = i % 3 == 0 ? tampered() : payment;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    boolean holds = verdict(bank.rules(), asked) instanceof ProofVerdict.Holds;
                    (holds ? holding : failing).incrementAndGet();
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(holding).hasValue(16);
    assertThat(failing).hasValue(8);
  }

  @Test
  void aPolicyThatChangesBetweenVerificationAndExecutionRefusesTheProof() throws IOException {
    Bank changing = new Bank(43, "changing");
    Customer ana = changing.enrol("ana");
    Policy now = changing.policy();
    Policy coming =
        new Policy(
            now.classes(),
            Amount.parse("100"),
            now.epochs(),
            now.supplyCap(),
            now.committee(),
            now.registrars());
    Transaction admitted =
        CashTransaction.of(changing.prove(ana, Intent.claim(false, Optional.empty())).transaction())
            .toLedger();
    assertThat(changing.application.check(admitted).isAdmitted()).isTrue();
    Bank.requireApplied(
        changing.block(changing.act(new Act.SetPolicy(coming, changing.height() + 2))));
    assertThat(changing.application.check(admitted))
        .isEqualTo(new Admission.Refused(PrivateReason.WRONG_POLICY));
    assertThat(changing.block(List.of(admitted)))
        .containsExactly(PrivateReason.WRONG_POLICY.code());
    changing.apply(ana, changing.prove(ana, Intent.claim(false, Optional.empty())));
  }

  @Test
  void anEpochThatEndsBetweenVerificationAndExecutionRefusesTheProof() throws IOException {
    Bank turning = new Bank(47, "turning");
    Customer ana = turning.enrol("ana");
    Transaction admitted =
        CashTransaction.of(turning.prove(ana, Intent.claim(false, Optional.empty())).transaction())
            .toLedger();
    assertThat(turning.application.check(admitted).isAdmitted()).isTrue();
    turning.now += Bank.EPOCH_SECONDS;
    assertThat(turning.block(List.of(admitted))).containsExactly(PrivateReason.WRONG_EPOCH.code());
    turning.apply(ana, turning.prove(ana, Intent.claim(true, Optional.empty())));
  }

  @Test
  void executionWithoutAnyVerdictComesToTheSame() throws IOException {
    Bank one = new Bank(53, "same");
    Bank two = new Bank(53, "same");
    Customer ana = one.enrol("ana");
    two.block(one.blocks.getLast().transactions());
    List<Transaction> block =
        List.of(
            CashTransaction.of(one.prove(ana, Intent.claim(false, Optional.empty())).transaction())
                .toLedger(),
            CashTransaction.of(tampered()).toLedger());
    one.application.verifyAhead(block);
    assertThat(one.block(block)).isEqualTo(two.block(block));
    assertThat(one.blocks.getLast().header()).isEqualTo(two.blocks.getLast().header());
  }
}
