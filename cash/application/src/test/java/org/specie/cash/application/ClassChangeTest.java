package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 79: going to another wallet class on the ledger, by order of the registrars and not otherwise.
 * docs/spec/13-refunds-and-classes.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D9")
final class ClassChangeTest {
  private static final int PERSON = 0;
  private static final int BUSINESS = 1;
  private static final Amount BUSINESS_BUDGET = Amount.parse("50000.00");

  private Bank bank;

  @BeforeAll
  void openTheBank() throws IOException {
    bank = new Bank(79);
  }

  private ClassOrder order(Customer person, long number, int classId) {
    return new ClassOrder(person.keys().publicSpendKey(), number, classId, bank.height() + 100);
  }

  private StateProver.Made change(Customer who, ClassOrder order) {
    boolean renews = who.state().state().epoch() < bank.rules().epoch();
    return bank.prove(who, Intent.change(renews, order));
  }

  private StateTransaction signed(
      StateProver.Made made, List<Ed25519SecretKey> people, int... members) {
    return made.transaction().approvedBy(signatures(made, bank.suite.domain(), people, members));
  }

  private static List<Approval> signatures(
      StateProver.Made made, Domain domain, List<Ed25519SecretKey> people, int... members) {
    ByteString statement = made.transaction().body().order().orElseThrow().statement(domain);
    List<Approval> approvals = new ArrayList<>();
    for (int member : members) {
      approvals.add(new Approval(member, people.get(member).sign(statement)));
    }
    return approvals;
  }

  private StateTransaction signed(StateProver.Made made) {
    return signed(made, bank.registrars, 0, 2);
  }

  /** Admission and execution refuse alike, and nothing changes. */
  private void refuses(Reason reason, StateTransaction transaction) throws IOException {
    CashTransaction submitted = CashTransaction.of(transaction);
    assertThat(bank.application.check(submitted.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(submitted)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
    assertThat(AppliedOutputs.of(bank.ledger, bank.blocks.getLast(), 0)).isEmpty();
  }

  private Customer applied(Customer who, ClassOrder order) throws IOException {
    StateProver.Made made = change(who, order);
    CashTransaction submitted = CashTransaction.of(signed(made));
    assertThat(bank.application.check(submitted.toLedger()).isAdmitted()).isTrue();
    Bank.requireApplied(bank.block(submitted));
    return who.with(bank.credential(made.successor()));
  }

  private ClassRecord record(Customer who) throws IOException {
    return bank.application.view().classChange(who.keys().pid()).orElseThrow();
  }

  private static void holds(Customer who, int classId, Amount budget) {
    State state = who.state().state();
    assertThat(state.classId()).isEqualTo(classId);
    assertThat(state.budget()).isEqualTo(budget);
  }

  /** The budget of the new class comes with the first renewal in a later epoch. */
  @Test
  @Property("P5")
  void aPersonBecomesABusinessAndGetsItsBudgetInTheNextEpoch() throws IOException {
    Customer ana = bank.load(bank.open("ana", "900.00"), "900.00");
    Customer ben = bank.enrol("ben");
    ana = bank.apply(ana, bank.prove(ana, bank.payment(ben, "400.00")));
    ana = applied(ana, order(ana, 1, BUSINESS));
    holds(ana, BUSINESS, Amount.parse("600.00"));
    assertThat(record(ana)).isEqualTo(new ClassRecord(BUSINESS, 1, bank.height()));
    ana = bank.apply(ana, bank.prove(ana, bank.payment(ben, "100.00")));
    holds(ana, BUSINESS, Amount.parse("500.00"));
    bank.nextEpoch();
    ana = bank.apply(ana, bank.prove(ana, Intent.claim(true, Optional.empty())));
    holds(ana, BUSINESS, BUSINESS_BUDGET);
    audit();
  }

  /** 13.6: a renewal on the way is one under the class that is left. */
  @Test
  void aChangeThatRenewsGivesTheOldClassesBudget() throws IOException {
    Customer ana = bank.enrol("sleeping ana");
    bank.nextEpoch();
    ana = applied(ana, order(ana, 1, BUSINESS));
    holds(ana, BUSINESS, Bank.BUDGET);
    ana = applied(ana, order(ana, 2, PERSON));
    holds(ana, PERSON, Bank.BUDGET);
    assertThat(record(ana).number()).isEqualTo(2);
  }

  /** 79. */
  @Test
  @Property("P22")
  void refusesAChangeWithoutTheRegistrars() throws IOException {
    Customer ana = bank.enrol("unordered ana");
    StateProver.Made made = change(ana, order(ana, 1, BUSINESS));
    refuses(PrivateReason.REGISTRAR_SIGNATURE, made.transaction());
    refuses(PrivateReason.REGISTRAR_SIGNATURE, signed(made, bank.registrars, 1));
    refuses(PrivateReason.REGISTRAR_SIGNATURE, signed(made, bank.committee, 0, 2));
    Approval one = signed(made).approvals().getFirst();
    refuses(PrivateReason.REGISTRAR_SIGNATURE, made.transaction().approvedBy(List.of(one, one)));
    refuses(
        PrivateReason.REGISTRAR_SIGNATURE,
        made.transaction()
            .approvedBy(signatures(made, new Domain("other", "ILS", 1), bank.registrars, 0, 2)));
    Bank.requireApplied(bank.block(CashTransaction.of(signed(made))));
  }

  /** An order fits its person, class, number and term, and no other. */
  @Test
  @Property("P22")
  void refusesSignaturesOnAnotherOrder() throws IOException {
    Customer ana = bank.enrol("other ana");
    Customer ben = bank.enrol("other ben");
    ClassOrder to = order(ana, 1, BUSINESS);
    List<Approval> approvals = signed(change(ana, to)).approvals();
    for (ClassOrder other :
        List.of(
            new ClassOrder(to.publicSpendKey(), 1, PERSON, to.validUntil()),
            new ClassOrder(to.publicSpendKey(), 1, BUSINESS, to.validUntil() + 1))) {
      refuses(
          PrivateReason.REGISTRAR_SIGNATURE,
          change(ana, other).transaction().approvedBy(approvals));
    }
    refuses(
        PrivateReason.REGISTRAR_SIGNATURE,
        change(ben, order(ben, 1, BUSINESS)).transaction().approvedBy(approvals));
    refuses(PrivateReason.PROOF_INVALID, signed(change(ben, to)));
  }

  /** An order is carried out once, and one that another overtook never. */
  @Test
  @Property("P22")
  void refusesAnOrderThatIsUsedUp() throws IOException {
    Customer ana = bank.enrol("once ana");
    ClassOrder up = order(ana, 1, BUSINESS);
    ClassOrder instead = order(ana, 1, PERSON);
    refuses(PrivateReason.CLASS_NUMBER, signed(change(ana, order(ana, 0, BUSINESS))));
    refuses(PrivateReason.CLASS_NUMBER, signed(change(ana, order(ana, 2, BUSINESS))));
    ana = applied(ana, up);
    ana = applied(ana, order(ana, 2, PERSON));
    refuses(PrivateReason.CLASS_NUMBER, signed(change(ana, up)));
    refuses(PrivateReason.CLASS_NUMBER, signed(change(ana, instead)));
    bank.restart();
    refuses(PrivateReason.CLASS_NUMBER, signed(change(ana, up)));
    holds(ana, PERSON, Bank.BUDGET);
  }

  @Test
  void refusesAnOrderThatHasExpired() throws IOException {
    Customer ana = bank.enrol("late ana");
    ClassOrder late = new ClassOrder(ana.keys().publicSpendKey(), 1, BUSINESS, bank.height());
    refuses(PrivateReason.NOT_CURRENT, signed(change(ana, late)));
  }

  @Test
  void refusesAClassThatThePolicyLacks() throws IOException {
    Customer ana = bank.enrol("classless ana");
    refuses(PrivateReason.UNKNOWN_CLASS, signed(change(ana, order(ana, 1, 2))));
  }

  /** The same order in two transactions of one block: one state, one change. */
  @Test
  void appliesOneOfTwo() throws IOException {
    Customer ana = bank.enrol("hasty ana");
    ClassOrder order = order(ana, 1, BUSINESS);
    List<Integer> codes =
        bank.block(
            CashTransaction.of(signed(change(ana, order))),
            CashTransaction.of(signed(change(ana, order))));
    assertThat(codes).containsExactly(0, PrivateReason.CLASS_NUMBER.code());
  }

  /** Whoever reads the blocks alone comes to the same. */
  private void audit() throws IOException {
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).isTrue();
    }
  }
}
