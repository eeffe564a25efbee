package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.Transfer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Transfers between accounts. docs/spec/21-application.md, section 4. */
final class OrdinaryMoneyTest {
  private Bank bank;
  private Customer ana;
  private Customer ben;

  @BeforeEach
  void openAccounts() throws IOException {
    bank = new Bank(7);
    ana = bank.stranger("ana");
    ben = bank.stranger("ben");
    Bank.requireApplied(bank.block(bank.issue(ana.address(), "100.00")));
  }

  private void refuses(OrdinaryReason reason, CashTransaction transaction) throws IOException {
    Admission admission = bank.application.check(transaction.toLedger());
    assertThat(admission).isEqualTo(new Admission.Refused(reason));
    assertThat(bank.block(transaction)).containsExactly(reason.code());
  }

  @Test
  @Requirement("D17")
  void movesMoneyAndShowsPayerPayeeAndAmount() throws IOException {
    CashTransaction transfer = bank.transfer(ana, ben.address(), "40.00");
    assertThat(bank.application.check(transfer.toLedger()).isAdmitted()).isTrue();
    Bank.requireApplied(bank.block(transfer));
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("60.00"));
    assertThat(bank.balance(ben)).isEqualTo(Amount.parse("40.00"));
    ByteString block = bank.blocks.getLast().encode();
    assertThat(block.toHex())
        .contains(ana.address().bytes().toHex())
        .contains(ben.address().bytes().toHex());
  }

  @Test
  @Property("P4")
  void refusesATransferThatWasApplied() throws IOException {
    CashTransaction transfer = bank.transfer(ana, ben.address(), "40.00");
    assertThat(bank.block(transfer, transfer)).containsExactly(0, OrdinaryReason.NONCE.code());
    assertThat(bank.block(transfer)).containsExactly(OrdinaryReason.NONCE.code());
    assertThat(bank.application.check(transfer.toLedger()))
        .isEqualTo(new Admission.Refused(OrdinaryReason.ALREADY_APPLIED));
    assertThat(bank.balance(ben)).isEqualTo(Amount.parse("40.00"));
  }

  @Test
  void refusesOldNoncesAndLetsLaterOnesWaitForTheirPredecessors() throws IOException {
    CashTransaction second = bank.transfer(ana, ben.address(), "1.00", 1);
    assertThat(bank.application.check(second.toLedger()).isAdmitted()).isTrue();
    assertThat(bank.block(second)).containsExactly(OrdinaryReason.NONCE.code());
    CashTransaction first = bank.transfer(ana, ben.address(), "1.00", 0);
    assertThat(bank.block(first, second)).containsExactly(0, 0);
    refuses(OrdinaryReason.NONCE, bank.transfer(ana, ben.address(), "2.00", 1));
  }

  /** Anybody makes accounts that hold nothing, and signs any nonce with them. */
  @Test
  void letsNothingWaitThatCannotComeTrueSoon() throws IOException {
    int far = Account.NONCES_WAITING_MAX;
    assertThat(isAdmitted(bank.transfer(ana, ben.address(), "100.00", far))).isTrue();
    assertThat(isAdmitted(bank.transfer(ana, ben.address(), "1.00", far + 1))).isFalse();
    assertThat(isAdmitted(bank.transfer(ana, ben.address(), "100.01", 1))).isFalse();
    assertThat(isAdmitted(bank.transfer(ana, ben.address(), "1.00", Long.MAX_VALUE))).isFalse();
    assertThat(isAdmitted(bank.transfer(ben, ana.address(), "0.01", 1))).isFalse();
  }

  private boolean isAdmitted(CashTransaction transaction) throws IOException {
    return bank.application.check(transaction.toLedger()).isAdmitted();
  }

  @Test
  void refusesMoreThanTheAccountHoldsAndCountsWithinTheBlock() throws IOException {
    refuses(OrdinaryReason.INSUFFICIENT, bank.transfer(ana, ben.address(), "100.01"));
    List<Integer> codes =
        bank.block(
            bank.transfer(ana, ben.address(), "60.00", 0),
            bank.transfer(ana, ben.address(), "60.00", 1),
            bank.transfer(ben, ana.address(), "10.00", 0),
            bank.transfer(ana, ben.address(), "50.00", 1));
    assertThat(codes).containsExactly(0, OrdinaryReason.INSUFFICIENT.code(), 0, 0);
    assertThat(bank.balance(ana)).isEqualTo(Amount.ZERO);
  }

  @Test
  void refusesNothingAndWhatCameTooLate() throws IOException {
    refuses(OrdinaryReason.AMOUNT_ZERO, bank.transfer(ana, ben.address(), "0"));
    Transfer.Body late = new Transfer.Body(0, ben.address(), Amount.parse("1.00"), bank.height());
    refuses(
        OrdinaryReason.EXPIRED,
        CashTransaction.of(late.sign(bank.ledger.ledgerId(), ana.account())));
    Transfer.Body last =
        new Transfer.Body(0, ben.address(), Amount.parse("1.00"), bank.height() + 1);
    Bank.requireApplied(
        bank.block(CashTransaction.of(last.sign(bank.ledger.ledgerId(), ana.account()))));
  }

  @Test
  void refusesWhatWasSignedForAnotherLedger() throws IOException {
    Bank other = new Bank(8, "other");
    CashTransaction foreign = other.transfer(ana, ben.address(), "40.00");
    // The signature leads to some account, but not to one that holds anything.
    refuses(OrdinaryReason.INSUFFICIENT, foreign);
  }

  @Test
  void payingOneselfChangesNothingButTheNonce() throws IOException {
    Bank.requireApplied(bank.block(bank.transfer(ana, ana.address(), "100.00")));
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("100.00"));
    assertThat(bank.nonce(ana)).isEqualTo(1);
  }

  @Test
  @Requirement("D2")
  @Property("P3")
  void everyChangedByteIsRefused() throws IOException {
    CashTransaction transfer = bank.transfer(ana, ben.address(), "40.00");
    byte[] sound = transfer.encode().toByteArray();
    StateRoot before = bank.stateWithoutTime();
    List<Transaction> forged = new ArrayList<>();
    List<Boolean> admitted = new ArrayList<>();
    for (int at = 0; at < sound.length; at++) {
      byte[] changed = sound.clone();
      changed[at] ^= 0x01;
      forged.add(new Transaction(ByteString.copyOf(changed)));
      admitted.add(bank.application.check(forged.getLast()).isAdmitted());
    }
    List<Integer> codes = bank.block(forged);
    for (int at = 0; at < sound.length; at++) {
      assertThat(codes.get(at)).as("byte %d", at).isNotZero();
      // A changed nonce may come true later, as far as admission can tell.
      assertThat(admitted.get(at) && codes.get(at) != OrdinaryReason.NONCE.code())
          .as("byte %d", at)
          .isFalse();
    }
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
    Bank.requireApplied(bank.block(transfer));
  }
}
