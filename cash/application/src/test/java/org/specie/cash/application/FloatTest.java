package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Money crosses the border to offline cash. docs/spec/53-float.md, sections 2 to 4. */
final class FloatTest {
  private static final Amount FORTY = Amount.parse("40.00");

  private Bank bank;
  private OfflineIssuer issuer;
  private Customer ana;
  private Customer ben;

  @BeforeEach
  void nameTheIssuer() throws IOException {
    bank = new Bank(17);
    issuer = new OfflineIssuer(bank);
    ana = bank.stranger("ana");
    ben = bank.stranger("ben");
    Bank.requireApplied(bank.block(bank.issue(ana.address(), "100.00"), issuer.named("70.00")));
  }

  private void refuses(Reason reason, CashTransaction transaction) throws IOException {
    assertThat(bank.application.check(transaction.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(transaction)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  private Supply supply() throws IOException {
    return bank.application.view().supply();
  }

  private void applies(CashTransaction transaction) throws IOException {
    assertThat(bank.application.check(transaction.toLedger()).isAdmitted()).isTrue();
    Bank.requireApplied(bank.block(transaction));
  }

  @Test
  @Requirement("D2")
  void takesMoneyOutOfAccountsAndBringsItBack() throws IOException {
    applies(issuer.load(ana, "out", "40.00"));
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("60.00"));
    assertThat(bank.nonce(ana)).isEqualTo(1);
    assertThat(issuer.account().inside()).isEqualTo(FORTY);
    assertThat(supply()).isEqualTo(new Supply(10_000, 0, Amount.parse("60.00"), FORTY));
    assertThat(
            bank.application
                .view()
                .loaded(OfflineIssuer.NAME, ana.address(), OfflineIssuer.reference("out")))
        .contains(new Crossing(bank.height(), ana.address(), FORTY));

    applies(issuer.redemption("in", ben, "15.00"));
    assertThat(bank.balance(ben)).isEqualTo(Amount.parse("15.00"));
    assertThat(issuer.account().inside()).isEqualTo(Amount.parse("25.00"));
    assertThat(supply())
        .isEqualTo(new Supply(10_000, 0, Amount.parse("75.00"), Amount.parse("25.00")));
    assertThat(bank.application.view().redeemed(OfflineIssuer.NAME, OfflineIssuer.reference("in")))
        .contains(new Crossing(bank.height(), ben.address(), Amount.parse("15.00")));
    applies(issuer.redemption("rest", ben, "25.00"));
    assertThat(supply()).isEqualTo(new Supply(10_000, 0, Amount.parse("100.00"), Amount.ZERO));
  }

  @Test
  @Requirement("D2")
  @Property({"P4", "P25"})
  void aReferenceLoadsOnceForAnAccount() throws IOException {
    CashTransaction load = issuer.load(ana, "out", "10.00");
    assertThat(bank.block(load, load)).containsExactly(0, FloatReason.REFERENCE_KNOWN.code());
    // Not the nonce is what whoever asks again has to hear.
    refuses(FloatReason.REFERENCE_KNOWN, issuer.load(ana, "out", "10.00"));
    refuses(FloatReason.REFERENCE_KNOWN, issuer.load(ana, "out", "11.00", 0));
    bank.restart();
    refuses(FloatReason.REFERENCE_KNOWN, issuer.load(ana, "out", "10.00"));
    // A stranger who saw the reference takes nothing away from whom it belongs to.
    Bank.requireApplied(bank.block(bank.issue(ben.address(), "1.00")));
    applies(issuer.load(ben, "victim", "0.01"));
    applies(issuer.load(ana, "victim", "10.00"));
    assertThat(issuer.account().inside()).isEqualTo(Amount.parse("20.01"));
  }

  @Test
  @Requirement("D2")
  @Property({"P4", "P25"})
  void aPaymentIsRedeemedOnce() throws IOException {
    applies(issuer.load(ana, "out", "40.00"));
    CashTransaction redemption = issuer.redemption("in", ben, "15.00");
    assertThat(bank.block(redemption, redemption))
        .containsExactly(0, FloatReason.REFERENCE_KNOWN.code());
    refuses(FloatReason.REFERENCE_KNOWN, issuer.redemption("in", ana, "1.00"));
    refuses(FloatReason.REFERENCE_KNOWN, issuer.signed(issuer.statement("in", ben, "15.00"), 1, 2));
    // Out and in are not the same crossing.
    applies(issuer.redemption("out", ben, "1.00"));
    assertThat(bank.balance(ben)).isEqualTo(Amount.parse("16.00"));
  }

  @Test
  @Requirement("D2")
  @Property({"P2", "P25"})
  void noMoreComesBackThanWentOut() throws IOException {
    refuses(FloatReason.INSUFFICIENT, issuer.redemption("in", ben, "0.01"));
    applies(issuer.load(ana, "out", "40.00"));
    refuses(FloatReason.INSUFFICIENT, issuer.redemption("in", ben, "40.01"));
    assertThat(
            bank.block(
                issuer.redemption("in", ben, "30.00"), issuer.redemption("more", ben, "10.01")))
        .containsExactly(0, FloatReason.INSUFFICIENT.code());
  }

  @Test
  void theLimitBindsWhatEnters() throws IOException {
    refuses(FloatReason.LIMIT, issuer.load(ana, "out", "70.01"));
    applies(issuer.load(ana, "out", "70.00"));
    refuses(FloatReason.LIMIT, issuer.load(ana, "more", "0.01"));
    refuses(FloatReason.LIMIT, issuer.issued("0.01"));
    applies(issuer.named("0"));
    assertThat(issuer.account().inside()).isEqualTo(Amount.parse("70.00"));
    refuses(FloatReason.LIMIT, issuer.load(ana, "more", "0.01"));
    applies(issuer.redemption("in", ben, "70.00"));
    refuses(FloatReason.LIMIT, issuer.load(ana, "more", "0.01"));
  }

  @Test
  @Property("P25")
  void onlyWhomTheCommitteeNamedRedeems() throws IOException {
    applies(issuer.load(ana, "out", "40.00"));
    RedeemFloat.Statement statement = issuer.statement("in", ben, "15.00");
    refuses(FloatReason.SIGNATURES, issuer.signed(statement));
    refuses(FloatReason.SIGNATURES, issuer.signed(statement, 1));
    refuses(FloatReason.SIGNATURES, issuer.signed(statement, 1, 1));
    refuses(FloatReason.SIGNATURES, issuer.signed(statement, 2, 1));
    Hash32 ledger = bank.ledger.ledgerId();
    refuses(
        FloatReason.SIGNATURES,
        CashTransaction.of(
            statement.with(
                List.of(
                    statement.sign(ledger, 0, issuer.redeemers.get(0)),
                    statement.sign(ledger, 1, bank.committee.get(1))))));
    refuses(
        FloatReason.SIGNATURES,
        CashTransaction.of(
            statement.with(
                List.of(
                    statement.sign(Hash32.sha256(ledger.bytes()), 0, issuer.redeemers.get(0)),
                    statement.sign(ledger, 1, issuer.redeemers.get(1))))));
    // Others are named, and those before them are not believed any more.
    applies(
        bank.act(
            new Act.NameFloat(
                OfflineIssuer.NAME, Bank.quorum(bank.registrars), Amount.parse("70.00"))));
    refuses(FloatReason.SIGNATURES, issuer.signed(statement, 0, 1));
  }

  @Test
  void refusesWhatHasNoFloatNoAmountOrNoTimeLeft() throws IOException {
    Hash32 other = OfflineIssuer.reference("another root");
    Amount one = Amount.parse("1.00");
    refuses(
        FloatReason.UNKNOWN, signed(new LoadFloat.Body(0, other, other, one, bank.height() + 9)));
    refuses(
        FloatReason.UNKNOWN,
        issuer.signed(
            new RedeemFloat.Statement(other, other, ben.address(), one, bank.height() + 9), 0, 1));
    refuses(FloatReason.UNKNOWN, bank.act(new Act.IssueOffline(other, one)));
    refuses(FloatReason.UNKNOWN, bank.act(new Act.DestroyOffline(other, one)));
    refuses(OrdinaryReason.AMOUNT_ZERO, issuer.load(ana, "out", "0"));
    refuses(OrdinaryReason.AMOUNT_ZERO, issuer.redemption("in", ben, "0"));
    refuses(OrdinaryReason.AMOUNT_ZERO, issuer.issued("0"));
    refuses(OrdinaryReason.AMOUNT_ZERO, issuer.destroyed("0"));
    refuses(
        OrdinaryReason.EXPIRED,
        signed(new LoadFloat.Body(0, OfflineIssuer.NAME, other, one, bank.height())));
    refuses(
        OrdinaryReason.EXPIRED,
        issuer.signed(
            new RedeemFloat.Statement(OfflineIssuer.NAME, other, ben.address(), one, bank.height()),
            0,
            1));
  }

  private CashTransaction signed(LoadFloat.Body body) {
    return CashTransaction.of(body.sign(bank.ledger.ledgerId(), ana.account()));
  }

  @Test
  void refusesMoreThanTheAccountHoldsAndNoncesThatAreNotNext() throws IOException {
    refuses(OrdinaryReason.INSUFFICIENT, issuer.load(ben, "out", "0.01"));
    CashTransaction second = issuer.load(ana, "second", "1.00", 1);
    assertThat(bank.application.check(second.toLedger()).isAdmitted()).isTrue();
    assertThat(bank.block(second)).containsExactly(OrdinaryReason.NONCE.code());
    assertThat(bank.block(issuer.load(ana, "first", "1.00", 0), second)).containsExactly(0, 0);
    refuses(OrdinaryReason.NONCE, issuer.load(ana, "third", "1.00", 1));
    refuses(OrdinaryReason.INSUFFICIENT, new OfflineIssuer(other()).load(ana, "out", "1.00", 0));
  }

  /** What is signed for another ledger leads to an account that nobody uses. */
  private static Bank other() throws IOException {
    return new Bank(18, "other");
  }

  @Test
  @Requirement({"R147", "R43"})
  void theCommitteeIssuesOfflineCashWithItsQuorumAndOnce() throws IOException {
    var statement = bank.statement(new Act.IssueOffline(OfflineIssuer.NAME, FORTY));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(statement, 1));
    CashTransaction act = bank.signed(statement, 0, 1);
    applies(act);
    assertThat(supply()).isEqualTo(new Supply(14_000, 0, Amount.parse("100.00"), FORTY));
    assertThat(bank.block(act)).containsExactly(OrdinaryReason.RECORD_KNOWN.code());
    applies(issuer.redemption("in", ben, "40.00"));
    assertThat(bank.balance(ben)).isEqualTo(FORTY);
  }

  @Test
  @Requirement("R150")
  void theCommitteeDestroysOfflineCash() throws IOException {
    applies(issuer.issued("40.00"));
    refuses(FloatReason.INSUFFICIENT, issuer.destroyed("40.01"));
    var statement =
        bank.statement(new Act.DestroyOffline(OfflineIssuer.NAME, Amount.parse("15.00")));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(statement, 2));
    applies(bank.signed(statement, 0, 2));
    assertThat(supply())
        .isEqualTo(new Supply(14_000, 1_500, Amount.parse("100.00"), Amount.parse("25.00")));
    assertThat(issuer.account().inside()).isEqualTo(Amount.parse("25.00"));
  }

  @Test
  @Requirement("D2")
  void offlineCashCountsUnderTheSupplyCap() throws IOException {
    applies(issuer.named("2000000.00"));
    refuses(OrdinaryReason.SUPPLY_CAP, issuer.issued("999900.01"));
    applies(issuer.issued("999900.00"));
    refuses(OrdinaryReason.SUPPLY_CAP, bank.issue(ana.address(), "0.01"));
  }

  @Test
  @Requirement("D2")
  void everyChangedByteIsRefused() throws IOException {
    applies(issuer.load(ana, "out", "40.00"));
    for (CashTransaction sound :
        List.of(issuer.load(ana, "more", "10.00"), issuer.redemption("in", ben, "5.00"))) {
      StateRoot before = bank.stateWithoutTime();
      List<Transaction> forged = new ArrayList<>();
      byte[] bytes = sound.encode().toByteArray();
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x01;
        forged.add(new Transaction(ByteString.copyOf(changed)));
      }
      assertThat(bank.block(forged)).hasSize(bytes.length).doesNotContain(0);
      assertThat(bank.stateWithoutTime()).isEqualTo(before);
      applies(sound);
    }
  }

  @Test
  @Requirement({"D2", "U10"})
  @Property("P24")
  void aStrangerAddsItUpFromTheBlocks() throws IOException {
    applies(issuer.load(ana, "out", "40.00"));
    applies(issuer.redemption("in", ben, "15.00"));
    applies(issuer.issued("3.00"));
    applies(issuer.destroyed("1.00"));
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).isTrue();
    }
    assertThat(auditor.report().offlineMinor()).isEqualTo(2_700);
    assertThat(auditor.report().ordinaryMinor()).isEqualTo(7_500);
    assertThat(auditor.report().isConserved()).isTrue();
  }
}
