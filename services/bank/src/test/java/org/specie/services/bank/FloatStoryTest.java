package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.border.Withdrawal;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.PowerLost;
import org.specie.quality.testkit.PowerSupply;
import org.specie.quality.testkit.PowerSupply.Cut;
import org.specie.wallet.Progress;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;

/**
 * Money goes from an account into a purse, from hand to hand, and back into an account: a ledger
 * with all it checks, wallets, the bank's journals, and the applet on three simulated cards. After
 * every step the ledger's law holds, and the float is what people hold and what is on its way. Then
 * the same with the bank's power failing before and after each write of its journals.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"R118", "R123"})
final class FloatStoryTest {
  private static final long SAVINGS = 100_000;
  private static final long WITHDRAWN = 1_250;
  private static final long GIVEN = 500;
  private static final long DEPOSITED = 300;
  private static final int WRITES_MIN = 8;
  private static final int ATTEMPTS_MAX = 3;

  private Town town;
  private Bank bank;
  private Person ana;
  private Person ben;
  private int stories;

  /** Something the bank does, and does again after its power failed. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  @BeforeAll
  void openTown() throws IOException {
    town = new Town(53);
    town.nameFloat(town.issuer.name(), 1, town.redeemer);
    bank = new Bank(town);
    ana = Person.in(town, "ana", Amount.ofMinor(SAVINGS));
    ben = Person.in(town, "ben", Amount.ofMinor(SAVINGS));
  }

  @AfterAll
  void closeTown() throws IOException {
    town.close();
  }

  private void attempt(Step step) throws IOException {
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      try {
        step.run();
        return;
      } catch (PowerLost _) {
        assertCovered();
        bank.restart(PowerSupply.steady());
      }
    }
    throw new AssertionError("the power failed once, and not for ever");
  }

  /** Whatever happens, the ledger owes at least what left the vault, and its law holds. */
  private void assertCovered() throws IOException {
    assertThat(town.insideMinor()).isGreaterThanOrEqualTo(bank.outsideMinor());
    assertThat(town.isConserved()).isTrue();
  }

  /** accounts + private + offline = issued, and the float is what purses hold. */
  private void assertBalanced(long underway) throws IOException {
    long held = ana.balanceMinor() + ben.balanceMinor();
    long accounts = town.balanceMinor(ana.wallet()) + town.balanceMinor(ben.wallet());
    assertThat(town.insideMinor()).isEqualTo(held + underway);
    assertThat(town.supply().offline().minor()).isEqualTo(held + underway);
    assertThat(town.supply().ordinary().minor()).isEqualTo(accounts);
    assertThat(town.supply().circulating().minor())
        .isEqualTo(2 * SAVINGS)
        .isEqualTo(accounts + held + underway);
    assertCovered();
  }

  private void work() throws IOException {
    attempt(() -> bank.border().work(RootAndAgents.NOW));
  }

  private Withdrawal ask(long minor) throws IOException {
    Request request = ana.ask(minor);
    Hash32 salt = Hash32.sha256(ByteString.utf8("salt " + stories));
    attempt(
        () ->
            assertThat(
                    bank.border()
                        .withdraw(request, ana.wallet().account(), salt, RootAndAgents.NOW)
                        .isAccepted())
                .isTrue());
    return bank.withdrawal(request.token().digest());
  }

  /** The whole way; the power may fail once. */
  private void story() throws IOException {
    stories++;
    long anaHad = town.balanceMinor(ana.wallet());
    long benHad = town.balanceMinor(ben.wallet());
    Withdrawal asked = ask(WITHDRAWN);
    work();
    assertBalanced(0);

    Entry loaded =
        ana.wallet()
            .takeOffline(town.issuer.name(), asked.reference(), Amount.ofMinor(WITHDRAWN))
            .orThrow();
    assertThat(loaded.kind()).isEqualTo(EntryKind.TAKEN_OFFLINE);
    assertThat(town.balanceMinor(ana.wallet())).isEqualTo(anaHad - WITHDRAWN);
    assertBalanced(WITHDRAWN);

    work();
    Response paid = bank.paid(asked.key());
    assertBalanced(WITHDRAWN);
    ana.take(paid);
    assertBalanced(0);

    ben.take(ana.pay(ben.ask(GIVEN), GIVEN));
    assertBalanced(0);

    Response deposit = ben.pay(bank.deposit(), DEPOSITED);
    attempt(
        () -> assertThat(bank.border().deposit(deposit, RootAndAgents.NOW).isAccepted()).isTrue());
    assertBalanced(DEPOSITED);
    work();
    work();
    assertThat(bank.border().credited(deposit.payment().previous())).isPresent();
    assertThat(town.balanceMinor(ben.wallet())).isEqualTo(benHad + DEPOSITED);
    assertBalanced(0);
    assertThat(bank.border().onTheWayIn()).isEqualTo(Amount.ZERO);
    assertThat(bank.border().onTheWayOut()).isEqualTo(Amount.ZERO);
  }

  @Test
  @Requirement("R134")
  void moneyGoesOfflineFromHandToHandAndBack() throws IOException {
    bank.begin(ben.wallet().account());
    long anaHeld = ana.balanceMinor();
    long benHeld = ben.balanceMinor();
    story();
    assertThat(ana.balanceMinor()).isEqualTo(anaHeld + WITHDRAWN - GIVEN);
    assertThat(ben.balanceMinor()).isEqualTo(benHeld + GIVEN - DEPOSITED);

    ben.wallet().sync(Progress.none()).orThrow();
    Entry last = ben.wallet().history().getLast();
    assertThat(last.kind()).isEqualTo(EntryKind.BROUGHT_BACK);
    assertThat(last.amount()).isEqualTo(Amount.ofMinor(DEPOSITED));
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void everyWriteOfTheBankCanBeItsLast(Cut cut) throws IOException {
    int write = 0;
    boolean hasFailed;
    do {
      write++;
      bank.begin(ben.wallet().account());
      PowerSupply power = PowerSupply.failingAt(write, cut);
      bank.restart(power);
      story();
      hasFailed = power.isOff();
    } while (hasFailed);
    assertThat(write).as("writes that were tried").isGreaterThan(WRITES_MIN);
  }
}
