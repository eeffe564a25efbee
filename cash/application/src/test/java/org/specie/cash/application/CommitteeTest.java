package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Acts of the issuance committee. docs/spec/21-application.md, section 5. */
final class CommitteeTest {
  private Bank bank;
  private Customer ana;

  @BeforeEach
  void openAnAccount() throws IOException {
    bank = new Bank(11);
    ana = bank.stranger("ana");
  }

  private CommitteeAct.Statement issue(String amount) {
    return bank.statement(new Act.IssueOrdinary(ana.address(), Amount.parse(amount)));
  }

  private void refuses(OrdinaryReason reason, CashTransaction act) throws IOException {
    assertThat(bank.application.check(act.toLedger())).isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(act)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  @Test
  @Requirement("D21")
  @Property("P22")
  void refusesFewerSignaturesThanRequired() throws IOException {
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(issue("5")));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(issue("5"), 1));
    assertThat(bank.block(bank.signed(issue("5"), 1, 2))).containsExactly(0);
    assertThat(bank.block(bank.signed(issue("5"), 0, 1, 2))).containsExactly(0);
  }

  @Test
  void countsNoMemberTwice() throws IOException {
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(issue("5"), 1, 1));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(issue("5"), 2, 1));
  }

  @Test
  @Property("P22")
  void refusesSignaturesOfOthersAndForOthers() throws IOException {
    CommitteeAct.Statement statement = issue("5");
    Ed25519SecretKey outsider = Bank.memberKey("outsider");
    KeyQuorum.Signature sound = sign(statement, 0, bank.committee.getFirst());
    for (KeyQuorum.Signature forged :
        List.of(
            sign(statement, 1, outsider),
            sign(statement, 3, outsider),
            sign(statement, 2, bank.committee.get(1)),
            sign(issue("6"), 1, bank.committee.get(1)))) {
      refuses(
          OrdinaryReason.COMMITTEE_SIGNATURES,
          CashTransaction.of(statement.with(List.of(sound, forged))));
    }
    // An additional signature that does not hold is one too many.
    refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        CashTransaction.of(
            statement.with(
                List.of(
                    sound,
                    sign(statement, 1, bank.committee.get(1)),
                    sign(statement, 2, outsider)))));
    CommitteeAct.Statement elsewhere = new Bank(12, "other").statement(statement.act());
    refuses(
        OrdinaryReason.COMMITTEE_SIGNATURES,
        CashTransaction.of(
            elsewhere.with(
                IntStream.range(0, 2)
                    .mapToObj(i -> elsewhere.sign(otherLedger(), i, bank.committee.get(i)))
                    .toList())));
  }

  private Hash32 otherLedger() {
    return Hash32.sha256(bank.ledger.ledgerId().bytes());
  }

  private KeyQuorum.Signature sign(
      CommitteeAct.Statement statement, int index, Ed25519SecretKey key) {
    return statement.sign(bank.ledger.ledgerId(), index, key);
  }

  @Test
  @Requirement("D2")
  @Property({"P4", "P22"})
  void everyRecordTakesEffectOnce() throws IOException {
    CommitteeAct.Statement statement = issue("5");
    CashTransaction act = bank.signed(statement, 0, 1);
    assertThat(bank.block(act, act)).containsExactly(0, OrdinaryReason.RECORD_KNOWN.code());
    assertThat(bank.block(act)).containsExactly(OrdinaryReason.RECORD_KNOWN.code());
    refuses(OrdinaryReason.RECORD_KNOWN, bank.signed(statement, 1, 2));
    CommitteeAct.Statement other =
        new CommitteeAct.Statement(
            statement.recordId(),
            statement.validUntil(),
            new Act.IssueOrdinary(ana.address(), Amount.parse("6")));
    refuses(OrdinaryReason.RECORD_KNOWN, bank.signed(other, 0, 1));
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("5"));
    assertThat(bank.application.view().actHeight(statement.recordId())).contains(1L);
  }

  @Test
  void refusesWhatCameTooLateAndAmountsOfNothing() throws IOException {
    CommitteeAct.Statement late =
        new CommitteeAct.Statement(issue("5").recordId(), bank.height(), issue("5").act());
    refuses(OrdinaryReason.EXPIRED, bank.signed(late, 0, 1));
    refuses(OrdinaryReason.AMOUNT_ZERO, bank.signed(issue("0"), 0, 1));
    refuses(OrdinaryReason.AMOUNT_ZERO, bank.act(new Act.DestroyOrdinary(Amount.ZERO)));
  }

  @Test
  @Requirement("D2")
  void keepsTheSupplyUnderItsCapAndDestroysOnlyWhatTheTreasuryHolds() throws IOException {
    Bank.requireApplied(bank.block(bank.signed(issue("999999.99"), 0, 1)));
    refuses(OrdinaryReason.SUPPLY_CAP, bank.signed(issue("0.02"), 0, 1));
    Bank.requireApplied(bank.block(bank.signed(issue("0.01"), 0, 1)));
    refuses(
        OrdinaryReason.TREASURY_INSUFFICIENT,
        bank.act(new Act.DestroyOrdinary(Amount.parse("0.01"))));
    Bank.requireApplied(
        bank.block(
            bank.transfer(ana, bank.ledger.treasury(), "10.00"),
            bank.act(new Act.DestroyOrdinary(Amount.parse("10.00")))));
    Bank.requireApplied(bank.block(bank.signed(issue("10.00"), 0, 1)));
    assertThat(bank.application.view().supply().circulating()).isEqualTo(Amount.parse("1000000"));
  }

  @Test
  void issuesPrivateMoneyToTheEnrolledOnly() throws IOException {
    Act act = new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse("5"));
    refuses(OrdinaryReason.NOT_ENROLLED, bank.act(act));
    bank.enrol("ana");
    Bank.requireApplied(bank.block(bank.act(act)));
  }

  @Test
  void everyChangedByteIsRefused() throws IOException {
    byte[] sound = bank.signed(issue("5"), 0, 1).encode().toByteArray();
    StateRoot before = bank.stateWithoutTime();
    List<Transaction> forged = new ArrayList<>();
    for (int at = 0; at < sound.length; at++) {
      byte[] changed = sound.clone();
      changed[at] ^= 0x01;
      forged.add(new Transaction(ByteString.copyOf(changed)));
      assertThat(bank.application.check(forged.getLast()).isAdmitted()).as("byte %d", at).isFalse();
    }
    assertThat(bank.block(forged)).hasSize(sound.length).doesNotContain(0);
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  @Test
  @Requirement({"D14", "D21"})
  @Property("P22")
  void setsAPolicyFromAStatedHeightOn() throws IOException {
    Policy now = bank.policy();
    Policy coming =
        new Policy(
            List.of(
                new WalletClass("person", Amount.parse("2000")),
                now.classes().get(1).withLimit(Optional.of(Amount.parse("400")))),
            Amount.parse("100"),
            now.epochs(),
            now.supplyCap(),
            Bank.quorum(bank.registrars),
            now.registrars());
    long from = bank.height() + 4;
    refuses(OrdinaryReason.POLICY_HEIGHT, bank.act(new Act.SetPolicy(coming, bank.height() + 1)));
    Bank.requireApplied(bank.block(bank.act(new Act.SetPolicy(coming, from))));
    assertThat(bank.rules().limits()).containsExactly(Bank.TIER_ONE, Bank.TIER_ONE);
    assertThat(bank.rules().budgets().getFirst())
        .isEqualTo(now.classes().getFirst().budget())
        .isNotEqualTo(Amount.parse("2000"));
    Bank.requireApplied(bank.block(bank.signed(issue("1"), 0, 1)));
    assertThat(bank.blocks.getLast().header().applicationDigest())
        .isEqualTo(bank.ledger.applicationDigest(now.hash()));

    assertThat(bank.rules().limits()).containsExactly(Amount.parse("100"), Amount.parse("400"));
    assertThat(bank.rules().budgets())
        .containsExactly(Amount.parse("2000"), now.classes().get(1).budget());
    assertThat(bank.block(bank.signed(issue("1"), 0, 1)))
        .containsExactly(OrdinaryReason.COMMITTEE_SIGNATURES.code());
    assertThat(bank.height()).isEqualTo(from);
    assertThat(bank.blocks.getLast().header().applicationDigest())
        .isEqualTo(bank.ledger.applicationDigest(coming.hash()));
    assertThat(bank.application.view().pendingPolicy()).isEmpty();
    bank.restart();
    assertThat(bank.rules().policyHash()).isEqualTo(coming.hash());
  }

  @Test
  void aLaterDecisionReplacesOneThatWaits() throws IOException {
    Policy now = bank.policy();
    long from = bank.height() + 10;
    Bank.requireApplied(
        bank.block(
            bank.act(new Act.SetPolicy(limit(now, "100"), from)),
            bank.act(new Act.SetPolicy(limit(now, "200"), from - 8))));
    bank.block();
    assertThat(bank.rules().tierOneLimit(0)).isEqualTo(Amount.parse("200"));
    for (int i = 0; i < 10; i++) {
      bank.block();
    }
    assertThat(bank.rules().tierOneLimit(0)).isEqualTo(Amount.parse("200"));
  }

  private static Policy limit(Policy policy, String tierOne) {
    return new Policy(
        policy.classes(),
        Amount.parse(tierOne),
        policy.epochs(),
        policy.supplyCap(),
        policy.committee(),
        policy.registrars());
  }

  @Test
  void aPolicyThatChangesNothingDoesNotWaitForEver() throws IOException {
    Bank.requireApplied(bank.block(bank.act(new Act.SetPolicy(bank.policy(), bank.height() + 2))));
    assertThat(bank.application.view().pendingPolicy()).isPresent();
    bank.block();
    assertThat(bank.application.view().pendingPolicy()).isEmpty();
  }

  @Test
  void refusesAPolicyThatStrandsAClass() throws IOException {
    Policy now = bank.policy();
    Policy narrow =
        new Policy(
            now.classes().subList(0, 1),
            now.tierOneLimit(),
            now.epochs(),
            now.supplyCap(),
            now.committee(),
            now.registrars());
    refuses(
        OrdinaryReason.POLICY_STRANDS_CLASS,
        bank.act(new Act.SetPolicy(narrow, bank.height() + 5)));
  }
}
