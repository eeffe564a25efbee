package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;

/** What people do with money, end to end, on real cryptography. */
final class StoryTest {
  private final Bank bank;

  StoryTest() throws IOException {
    bank = new Bank(1);
  }

  @Test
  @Requirement({"D2", "D9", "D15", "D17", "D18", "D21"})
  void issuesPaysConvertsRunsTheBudgetDryAndRenewsIt() throws IOException {
    Customer ana = bank.open("ana", "3000.00");
    Customer ben = bank.open("ben", "100.00");

    Bank.requireApplied(bank.block(bank.transfer(ana, ben.address(), "250.00")));
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("2750.00"));
    assertThat(bank.balance(ben)).isEqualTo(Amount.parse("350.00"));

    Customer ana1 = bank.load(ana, "1500.00");
    assertThat(ana1.state().state().balance()).isEqualTo(Amount.parse("1500.00"));
    assertThat(ana1.state().state().budget()).isEqualTo(Bank.BUDGET);

    StateProver.Made first = bank.prove(ana1, bank.payment(ben, "500.00"));
    Customer ana2 = bank.apply(ana1, first);
    Coin coin = bank.received(ben, first.transaction()).orElseThrow();
    assertThat(bank.received(ana, first.transaction())).isEmpty();
    Customer ben1 = bank.apply(ben, bank.prove(ben, Intent.claim(false, Optional.of(coin))));
    assertThat(ben1.state().state().balance()).isEqualTo(Amount.parse("500.00"));

    Customer ana3 = bank.apply(ana2, bank.prove(ana2, bank.payment(ben, "500.00")));
    assertThat(ana3.state().state().budget()).isEqualTo(Amount.ZERO);
    assertThat(bank.block(CashTransaction.of(overspend(ana3, ben))))
        .containsExactly(PrivateReason.PROOF_INVALID.code());
    Customer ana4 = bank.apply(ana3, bank.prove(ana3, bank.move(Kind.UNLOAD, ana, "300.00")));
    assertThat(ana4.state().state().budget()).isEqualTo(Amount.ZERO);
    assertThat(bank.balance(ana)).isEqualTo(Amount.parse("1550.00"));
    Bank.requireApplied(bank.block(bank.transfer(ana, ben.address(), "200.00")));

    bank.nextEpoch();
    StateProver.Made stale =
        bank.prove(ana4, Intent.claim(false, Optional.empty()), rulesOfEpoch(1), 256);
    assertThat(bank.block(CashTransaction.of(stale.transaction())))
        .containsExactly(PrivateReason.WRONG_EPOCH.code());
    Customer ana5 = bank.apply(ana4, bank.prove(ana4, Intent.claim(true, Optional.empty())));
    assertThat(ana5.state().state().budget()).isEqualTo(Bank.BUDGET);
    assertThat(ana5.state().state().epoch()).isEqualTo(2);

    assertThat(bank.application.view().supply().circulating()).isEqualTo(Amount.parse("3100.00"));
    assertThat(bank.application.view().pool(1).inside()).isEqualTo(Amount.parse("1200.00"));
  }

  /** A wallet that believes in one more unit of budget than its credential says. */
  private StateTransaction overspend(Customer payer, Customer payee) {
    State sound = payer.state().state();
    State believed =
        new State(
            sound.pid(),
            sound.k(),
            sound.serial(),
            sound.balance(),
            Amount.parse("0.01"),
            sound.income(),
            sound.epoch(),
            sound.classId());
    Customer liar = payer.with(new StateCredential(believed, payer.state().signature()));
    return bank.prove(liar, bank.payment(payee, "0.01")).transaction();
  }

  private Rules rulesOfEpoch(long epoch) {
    return bank.application.next().policy().rules(epoch);
  }

  @Test
  @Requirement("D21")
  void issuesPrivateMoneyThatItsOwnerClaimsAndMoneyThatIsDestroyed() throws IOException {
    Customer ana = bank.open("ana", "10.00");
    CommitteeAct.Statement statement =
        bank.statement(new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse("70.00")));
    Bank.requireApplied(bank.block(bank.signed(statement, 0, 1)));
    Coin coin = bank.issued(ana, statement.recordId(), Amount.parse("70.00"));
    Customer ana1 = bank.apply(ana, bank.prove(ana, Intent.claim(false, Optional.of(coin))));
    assertThat(ana1.state().state().balance()).isEqualTo(Amount.parse("70.00"));

    Customer ana2 = bank.apply(ana1, bank.prove(ana1, bank.move(Kind.UNLOAD, ana, "70.00")));
    assertThat(ana2.state().state().balance()).isEqualTo(Amount.ZERO);
    List<Integer> codes =
        bank.block(
            bank.transfer(ana, bank.ledger.treasury(), "80.00"),
            bank.act(new Act.DestroyOrdinary(Amount.parse("80.00"))));
    assertThat(codes).containsExactly(0, 0);
    assertThat(bank.application.view().supply().circulating()).isEqualTo(Amount.ZERO);
    assertThat(bank.application.view().supply().issuedMinor()).isEqualTo(8000);
  }
}
