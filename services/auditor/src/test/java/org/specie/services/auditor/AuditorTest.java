package org.specie.services.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.services.auditor.decision.ApprovalRules;
import org.specie.services.auditor.decision.Decision;
import org.specie.services.auditor.decision.DecisionBook;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;
import org.specie.services.auditor.message.WaitingPayment;

/** What one auditor checks, decides and remembers. docs/spec/42-auditor.md, sections 3 to 5. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditorTest {
  private static final ByteString NO_SIGNATURE = ByteString.copyOf(new byte[64]);

  private Chamber chamber;

  @BeforeAll
  void build() throws IOException {
    chamber = new Chamber(42);
  }

  @AfterAll
  void close() throws IOException {
    chamber.close();
  }

  private static void refuses(Reason reason, Reply reply) {
    assertThat(reply).isEqualTo(new Reply.Refused(reason.code()));
  }

  private Question.Approve with(StateProver.Made made, AuditOpening opening) {
    return new Question.Approve(
        CashTransaction.of(made.transaction()).encode(), opening, "something else");
  }

  private static Reply.Approved approved(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Approved.class);
    return (Reply.Approved) reply;
  }

  private static Question.Decide decide(Hash32 core, boolean approved) {
    return new Question.Decide(core, approved, "Noa", "seen the papers", NO_SIGNATURE);
  }

  @Test
  @Requirement("D12")
  void twoOfThreeMakeAPaymentThatTheLedgerTakes() throws IOException {
    try (Chamber own = new Chamber(43)) {
      StateProver.Made made = own.pay("1900.00");
      List<Approval> approvals = new ArrayList<>();
      for (int index : new int[] {0, 2}) {
        Reply.Approved reply = approved(own.auditor(index).approve(Chamber.shown(made)));
        approvals.add(new Approval(index, reply.signature()));
      }
      LedgerGateway gateway = own.network.gateway();
      for (var tooFew : List.of(List.<Approval>of(), approvals.subList(0, 1))) {
        assertThat(
                gateway.submit(CashTransaction.of(made.transaction().approvedBy(tooFew)).encode()))
            .isEqualTo(new Outcome.NotAdmitted(PrivateReason.NOT_APPROVED));
      }
      own.applied(CashTransaction.of(made.transaction().approvedBy(approvals)));
    }
  }

  /** 12.5: nothing but what is sealed, and no point that stops the process. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void refusesAnOpeningThatIsNotWhatIsSealed() throws IOException {
    Auditor auditor = chamber.auditor(0);
    StateProver.Made made = chamber.pay("700.00");
    AuditOpening opening = made.audit().orElseThrow();
    G1 vanishing =
        chamber
            .network
            .gateway()
            .tip()
            .rules()
            .tiers()
            .orElseThrow()
            .auditKey()
            .slots()
            .getFirst()
            .times(opening.t().negate());
    List<AuditOpening> lies =
        List.of(
            new AuditOpening(
                opening.t(),
                chamber.ben.keys().holder().publicSpendKey(),
                opening.payeePid(),
                opening.amount()),
            new AuditOpening(
                opening.t(),
                opening.payerKey(),
                chamber.ana.keys().holder().pid(),
                opening.amount()),
            new AuditOpening(
                opening.t(), opening.payerKey(), opening.payeePid(), Amount.parse("7.00")),
            new AuditOpening(
                opening.t().plus(Scalar.ONE),
                opening.payerKey(),
                opening.payeePid(),
                opening.amount()),
            new AuditOpening(opening.t(), vanishing, opening.payeePid(), opening.amount()));
    for (AuditOpening lie : lies) {
      refuses(AuditorReason.OPENING_DIFFERS, auditor.approve(with(made, lie)));
    }
    refuses(
        AuditorReason.OPENING_DIFFERS,
        auditor.approve(with(made, chamber.pay("700.00").audit().orElseThrow())));
    assertThat(auditor.look(new TreeMap<>()).standing().decisions())
        .as("refusals that may pass are no decisions")
        .isZero();
    approved(auditor.approve(Chamber.shown(made)));
  }

  /** 3.1: the bytes of a payment are public once it is applied, and what was decided is not. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void tellsNobodyButThePayerWhatItDecided() throws IOException {
    Auditor auditor = chamber.auditor(0);
    StateProver.Made made = chamber.pay("700.00");
    Reply.Approved first = approved(auditor.approve(Chamber.shown(made)));
    AuditOpening opening = made.audit().orElseThrow();
    for (AuditOpening guessed :
        List.of(
            chamber.pay("700.00").audit().orElseThrow(),
            new AuditOpening(Scalar.ONE, opening.payerKey(), opening.payeePid(), opening.amount()),
            new AuditOpening(
                opening.t(), opening.payerKey(), opening.payeePid(), Amount.parse("7.00")))) {
      refuses(AuditorReason.OPENING_DIFFERS, auditor.approve(with(made, guessed)));
    }
    assertThat(auditor.approve(Chamber.shown(made))).isEqualTo(first);
  }

  /** 12.8: one changed byte anywhere in the payment, and nothing is signed. */
  @Test
  @Requirement("D12")
  @Property("P10")
  void signsNoPaymentWhoseProofDoesNotHold() throws IOException {
    Auditor auditor = chamber.auditor(0);
    StateProver.Made made = chamber.pay("700.00");
    ByteString bytes = CashTransaction.of(made.transaction()).encode();
    for (int at = 0; at < bytes.size(); at += 61) {
      byte[] changed = bytes.toByteArray();
      changed[at] ^= 1;
      Reply reply =
          auditor.approve(
              new Question.Approve(ByteString.copyOf(changed), made.audit().orElseThrow(), ""));
      assertThat(reply).as("byte %d", at).isInstanceOf(Reply.Refused.class);
    }
    refuses(
        FormReason.NOT_A_TRANSACTION,
        auditor.approve(
            new Question.Approve(ByteString.utf8("no payment"), made.audit().orElseThrow(), "")));
  }

  @Test
  @Requirement("D12")
  void looksAtNothingButPaymentsOfTierTwoWithoutApprovals() throws IOException {
    Auditor auditor = chamber.auditor(0);
    StateProver.Made made = chamber.pay("700.00");
    Approval approval = new Approval(0, approved(auditor.approve(Chamber.shown(made))).signature());
    AuditOpening opening = made.audit().orElseThrow();
    for (CashTransaction other :
        List.of(
            CashTransaction.of(made.transaction().approvedBy(List.of(approval))),
            CashTransaction.of(chamber.pay(Kind.PAY, "7.00").transaction()),
            CashTransaction.of(chamber.pay(Kind.DELAYED_PAY, "5000.01").transaction()))) {
      refuses(
          AuditorReason.NOT_TO_APPROVE,
          auditor.approve(new Question.Approve(other.encode(), opening, "")));
    }
  }

  /** The height of the ledger is the auditor's to know, not the payer's to say. */
  @Test
  @Requirement("D12")
  void refusesWhatHasExpiredOrLiesTooFarAhead() throws IOException {
    Auditor auditor = chamber.auditor(0);
    long height = chamber.network.gateway().tip().height();
    long far = (height / Header.GRID + 20) * Header.GRID;
    for (long until : List.of(0L, far, Header.validUntilFrom(height) + 1)) {
      refuses(
          PrivateReason.NOT_CURRENT,
          auditor.approve(Chamber.shown(chamber.pay(Kind.APPROVED_PAY, "700.00", until))));
    }
  }

  @Test
  @Requirement({"D12", "U10"})
  @Property("P23")
  void theSamePaymentHasOneAnswerForEver() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    DecisionBook book = DecisionBook.open(disk);
    Auditor auditor = chamber.auditor(1, book, Chamber.rules());
    StateProver.Made made = chamber.pay("1500.00");
    Reply first = auditor.approve(Chamber.shown(made));
    approved(first);
    assertThat(auditor.approve(Chamber.shown(made))).isEqualTo(first);
    ApprovalRules nothing = new ApprovalRules(Amount.ZERO, Amount.ZERO, 0, List.of());
    Auditor again = chamber.auditor(1, DecisionBook.open(disk), nothing);
    assertThat(again.approve(Chamber.shown(made)))
        .as("with other rules, after a restart")
        .isEqualTo(first);
    assertThat(entries(book))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.outcome()).isEqualTo(Decision.Outcome.APPROVED);
              assertThat(entry.by()).isEqualTo(Decision.BY_RULE);
              assertThat(entry.payment().payerKey())
                  .isEqualTo(chamber.ana.keys().holder().publicSpendKey());
              assertThat(entry.payment().payeePid()).isEqualTo(chamber.ben.keys().holder().pid());
              assertThat(entry.payment().amount()).isEqualTo(Amount.parse("1500.00"));
              assertThat(entry.payment().words()).isEqualTo("a boat, 7 m");
            });
  }

  @Test
  @Requirement("D12")
  void theSumOfADayPutsThePayerBeforeAPerson() throws IOException {
    Auditor auditor = chamber.auditor(0);
    approved(auditor.approve(Chamber.shown(chamber.pay("2000.00"))));
    StateProver.Made second = chamber.pay("1000.01");
    assertThat(auditor.approve(Chamber.shown(second))).isEqualTo(new Reply.Waiting());
    approved(auditor.approve(Chamber.shown(chamber.pay("1000.00"))));
    chamber.now.addAndGet(86_400);
    approved(auditor.approve(Chamber.shown(chamber.pay("1000.01"))));
    assertThat(auditor.approve(Chamber.shown(second)))
        .as("a new day does not take it from the person")
        .isEqualTo(new Reply.Waiting());
  }

  @Test
  @Requirement({"D12", "U10"})
  @Property("P23")
  void aPersonDecidesOnceAndIsOnRecord() throws IOException {
    DecisionBook book = DecisionBook.open(new MemoryStorage());
    Auditor auditor = chamber.auditor(0, book, Chamber.rules());
    StateProver.Made one = chamber.pay("4000.00");
    StateProver.Made other = chamber.pay("4100.00");
    assertThat(auditor.approve(Chamber.shown(one))).isEqualTo(new Reply.Waiting());
    assertThat(auditor.approve(Chamber.shown(other))).isEqualTo(new Reply.Waiting());
    refuses(AuditorReason.QUEUE_FULL, auditor.approve(Chamber.shown(chamber.pay("4200.00"))));
    assertThat(auditor.look(new TreeMap<>()).waiting())
        .extracting(WaitingPayment::payment)
        .extracting(payment -> payment.amount().toDecimal())
        .containsExactly("4000.00", "4100.00");
    Reply yes = auditor.decide(decide(one.transaction().core(), true));
    approved(yes);
    refuses(
        AuditorReason.PERSON_REFUSED, auditor.decide(decide(other.transaction().core(), false)));
    refuses(AuditorReason.NOT_WAITING, auditor.decide(decide(other.transaction().core(), true)));
    refuses(AuditorReason.NOT_WAITING, auditor.decide(decide(one.transaction().core(), false)));
    refuses(AuditorReason.NOT_WAITING, auditor.decide(decide(Hash32.ZERO, true)));
    assertThat(auditor.approve(Chamber.shown(one))).isEqualTo(yes);
    refuses(AuditorReason.PERSON_REFUSED, auditor.approve(Chamber.shown(other)));
    assertThat(entries(book))
        .extracting(Decision::by)
        .containsExactly(Decision.BY_RULE, Decision.BY_RULE, "Noa", "Noa");
    assertThat(book.waiting()).isEmpty();
  }

  @Test
  @Requirement("D12")
  void refusesThePeopleOnItsListAndWhatNobodyWouldLookAt() throws IOException {
    ByteString ana = chamber.ana.keys().holder().publicSpendKey().toCompressed();
    Auditor strict =
        chamber.auditor(
            0,
            DecisionBook.open(new MemoryStorage()),
            new ApprovalRules(Amount.parse("2000.00"), Amount.parse("2000.00"), 2, List.of(ana)));
    refuses(AuditorReason.RULES_REFUSE, strict.approve(Chamber.shown(chamber.pay("1.00"))));
    Auditor alone =
        chamber.auditor(
            0,
            DecisionBook.open(new MemoryStorage()),
            new ApprovalRules(Amount.parse("2000.00"), Amount.parse("2000.00"), 0, List.of()));
    refuses(AuditorReason.NO_PERSON, alone.approve(Chamber.shown(chamber.pay("2000.01"))));
  }

  /** B9, 12.1: what was proven under the policy before is worth nothing under the next. */
  @Test
  @Requirement({"D12", "D32"})
  void aChangeOfPolicyIsSeenByTheAuditorItself() throws IOException {
    try (Chamber own = new Chamber(44)) {
      Auditor first = own.auditor(0);
      StateProver.Made waiting = own.pay("4000.00");
      StateProver.Made late = own.pay("700.00");
      assertThat(first.approve(Chamber.shown(waiting))).isEqualTo(new Reply.Waiting());
      var before = own.network.gateway().policy();
      var tiers = before.tiers().orElseThrow();
      var without = new KeyQuorum(tiers.auditors().keys().subList(1, 3), 1);
      own.setPolicy(
          new Policy(
              before.classes(),
              before.tierOneLimit(),
              before.epochs(),
              before.supplyCap(),
              before.committee(),
              before.registrars(),
              Optional.of(
                  new TierPolicy(
                      tiers.tierTwoLimit(),
                      tiers.delaySeconds(),
                      tiers.claimSeconds(),
                      tiers.silenceReleases(),
                      without,
                      tiers.authorities(),
                      tiers.auditorsKey(),
                      tiers.operatorsKey()))));
      refuses(PrivateReason.WRONG_POLICY, own.auditor(1).approve(Chamber.shown(late)));
      refuses(AuditorReason.NOT_AN_AUDITOR, first.approve(Chamber.shown(own.pay("700.00"))));
      refuses(PrivateReason.WRONG_POLICY, first.decide(decide(waiting.transaction().core(), true)));
    }
  }

  @Test
  @Requirement("D12")
  void whatNobodyDecidesLapsesAndMakesRoom() throws IOException {
    try (Chamber own = new Chamber(45)) {
      Auditor auditor = own.auditor(0);
      long soon = (own.network.gateway().tip().height() / Header.GRID + 1) * Header.GRID;
      StateProver.Made made = own.pay(Kind.APPROVED_PAY, "4000.00", soon);
      assertThat(auditor.approve(Chamber.shown(made))).isEqualTo(new Reply.Waiting());
      own.passBlocks(soon - own.network.gateway().tip().height());
      refuses(AuditorReason.NOT_WAITING, auditor.decide(decide(made.transaction().core(), true)));
      refuses(AuditorReason.LAPSED, auditor.approve(Chamber.shown(made)));
    }
  }

  @Test
  @Requirement("D12")
  void withoutSightOfTheLedgerThereIsNoDecision() throws IOException {
    Auditor blind =
        new Auditor(
            chamber.network.ledger(),
            () -> {
              throw new IOException("no replica answers");
            },
            Ed25519SecretKey.generate(chamber.entropy),
            Chamber.rules(),
            DecisionBook.open(new MemoryStorage()),
            chamber.now::get,
            chamber.entropy);
    StateProver.Made made = chamber.pay("700.00");
    refuses(AuditorReason.LEDGER_UNSEEN, blind.approve(Chamber.shown(made)));
    refuses(AuditorReason.LEDGER_UNSEEN, blind.decide(decide(made.transaction().core(), true)));
    assertThat(blind.look(new TreeMap<>()).standing().named()).isFalse();
  }

  /** A disk on which nothing can be written any more. */
  private static final class FullDisk implements Storage {
    private final MemoryStorage real = new MemoryStorage();
    private boolean isFull;

    @Override
    public Optional<ByteString> get(ByteString key) throws IOException {
      return real.get(key);
    }

    @Override
    public void write(Batch batch) throws IOException {
      if (isFull) {
        throw new IOException("no space left");
      }
      real.write(batch);
    }

    @Override
    public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
      real.scan(prefix, from, visitor);
    }

    @Override
    public void close() {}
  }

  /** 5.3: what cannot be written down is not decided, and nothing is signed. */
  @Test
  @Requirement("U10")
  @Property("P23")
  void signsNothingThatIsNotOnTheDisk() throws IOException {
    FullDisk disk = new FullDisk();
    Auditor auditor = chamber.auditor(0, DecisionBook.open(disk), Chamber.rules());
    StateProver.Made before = chamber.pay("700.00");
    StateProver.Made waiting = chamber.pay("4000.00");
    Reply approved = auditor.approve(Chamber.shown(before));
    approved(approved);
    assertThat(auditor.approve(Chamber.shown(waiting))).isEqualTo(new Reply.Waiting());
    disk.isFull = true;
    refuses(AuditorReason.NOT_WRITTEN, auditor.approve(Chamber.shown(chamber.pay("600.00"))));
    refuses(AuditorReason.NOT_WRITTEN, auditor.decide(decide(waiting.transaction().core(), true)));
    assertThat(auditor.approve(Chamber.shown(before)))
        .as("what was decided before is answered")
        .isEqualTo(approved);
    disk.isFull = false;
    approved(auditor.decide(decide(waiting.transaction().core(), true)));
  }

  /** 5.1: the record is a chain. */
  @Test
  @Requirement("U10")
  @Property("P23")
  void aChangedEntryOfTheRecordIsNoticed() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    DecisionBook book = DecisionBook.open(disk);
    Auditor auditor = chamber.auditor(0, book, Chamber.rules());
    for (String amount : List.of("10.00", "20.00", "30.00")) {
      approved(auditor.approve(Chamber.shown(chamber.pay(amount))));
    }
    assertThat(entries(book)).hasSize(3);
    Hash32 head = book.head();
    assertThat(DecisionBook.open(disk).head()).isEqualTo(head);
    Decision second = entries(book).get(1);
    Decision smaller =
        new Decision(
            second.number(),
            second.previous(),
            second.atSeconds(),
            entries(book).getFirst().payment(),
            second.outcome(),
            second.code(),
            second.by(),
            second.grounds());
    ByteString place = new Encoder().u8(1).u64(2).toByteString();
    disk.write(new Storage.Batch().put(place, smaller.encode()));
    assertThatThrownBy(() -> entries(DecisionBook.open(disk)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("entry 3");
    disk.write(
        new Storage.Batch()
            .put(place, second.encode())
            .put(new Encoder().u8(1).u64(3).toByteString(), third(smaller, second).encode()));
    assertThatThrownBy(() -> entries(DecisionBook.open(disk)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not end");
  }

  /** An entry that follows {@code second} and was never written. */
  private static Decision third(Decision like, Decision second) {
    return new Decision(
        3,
        second.hash(),
        like.atSeconds(),
        like.payment(),
        like.outcome(),
        like.code(),
        like.by(),
        like.grounds());
  }

  private static List<Decision> entries(DecisionBook book) throws IOException {
    List<Decision> all = new ArrayList<>();
    book.read(all::add);
    return all;
  }
}
