package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.bank.AtTheCounter.Moved;
import org.specie.cli.bank.KeptWithdrawals.Kept;
import org.specie.cli.bank.Rules.Emptying;
import org.specie.cli.bank.Rules.Filling;
import org.specie.cli.bank.Withdrawing.Collected;
import org.specie.cli.purse.PlayMoney;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/** One rule keeps no other waiting. docs/spec/59-bank-service.md section 14. */
@Requirement("R125")
final class DueTest {
  private static final Amount THIRTY = Amount.parse("30.00");
  private static final int LATE_MINUTES = 60 * 1_440;

  @TempDir static Path made;
  @TempDir Path place;

  private Scene scene;

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void open() throws IOException {
    scene = Scene.open(PlayMoney.copied(made.resolve("practice"), place.resolve("practice")));
    scene.givesATokenForDeposits();
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private LocalDate today() {
    return DueCommand.day(scene.money().alone(scene.now()));
  }

  private Answer<Moved> due() throws IOException {
    try (Visit visit = scene.visit()) {
      return new DueCommand(scene.money().alone(scene.now())).act(visit);
    }
  }

  private static Refusal refusal(Answer<?> answer) {
    if (answer instanceof Answer.Refused<?>(Refusal why)) {
      return why;
    }
    throw new AssertionError(answer);
  }

  /** The bank gives another payment for a withdrawal, again and again. */
  @Test
  void aWithdrawalThatNobodyFetchesKeepsNoDepositAndIsTold() throws IOException {
    assertThat(scene.withdrawing().withdraw(THIRTY).isDone()).isTrue();
    var old = scene.bank().last();
    scene.bank().says(request -> scene.bank().paid(request, old));
    assertThat(refusal(scene.withdrawing().withdraw(Amount.parse("20.00"))).reason().code())
        .isEqualTo(CounterReason.OTHER_PAYMENT.code());
    Filling filling = new Filling(Amount.parse("50.00"), Amount.parse("10.00"));
    Emptying emptying = new Emptying(Amount.parse("223.00"), 7, today());
    new Rules(Optional.of(filling), Optional.of(emptying)).write(scene.account().root());

    Refusal why = refusal(due());
    assertThat(why.reason().code()).isEqualTo(CounterReason.OTHER_PAYMENT.code());
    assertThat(why.detail()).contains("deposited: 7.00");
    assertThat(scene.ana().balance()).isEqualTo(Amount.parse("223.00"));
    assertThat(Rules.read(scene.account().root()).emptying())
        .as("it was done, and is due in a week")
        .contains(emptying.after(today()));
    assertThat(refusal(due()).detail()).as("told again, deposited once").doesNotContain("deposit");
  }

  /** Somebody says other rules while the bank is asked: they are the rules from then on. */
  @Test
  void whatWasSaidMeanwhileIsNotUndone() throws IOException {
    Path root = scene.account().root();
    Emptying emptying = new Emptying(Amount.parse("193.00"), 7, today());
    new Rules(Optional.empty(), Optional.of(emptying)).write(root);
    Rules said = new Rules(Optional.empty(), Optional.empty());
    scene.bank().onDeposit(() -> said.write(root));
    assertThat(due().map(Moved::amount)).isEqualTo(Answer.done(Amount.parse("7.00")));
    assertThat(Rules.read(root)).isEqualTo(said);
  }

  /**
   * Its purse was away until the token's end: kept as evidence, and passed over once it is told.
   */
  @Test
  void aPaymentThatIsTooLateIsPutAsideWhenItWasTold() throws IOException {
    asksInVain(THIRTY);
    Path kept = scene.account().root().resolve("withdrawals");
    Request request = scene.account().withdrawals().all().getFirst().request();
    String digest = request.token().digest().toHex();
    // The vault paid in time, and nobody came.
    var _ = scene.bank().payment(request);
    for (boolean isTold : new boolean[] {false, true}) {
      assertThat(collected(isTold).trouble().map(why -> why.reason().code()))
          .contains(TokenReason.TOO_LATE.code());
      assertThat(Files.exists(kept.resolve(digest))).isNotEqualTo(isTold);
    }
    assertThat(kept.resolve(digest + ".refused")).isNotEmptyFile();
    assertThat(collected(true).trouble()).isEmpty();
    assertThat(kept.resolve(digest + ".refused")).isNotEmptyFile();
  }

  /** What is told once is told of each, however many there are. */
  @Test
  void allThatAreTooLateAreTold() throws IOException {
    asksInVain(THIRTY);
    asksInVain(Amount.parse("20.00"));
    List<Kept> all = scene.account().withdrawals().all();
    assertThat(all).hasSize(2);
    for (Kept each : all) {
      var _ = scene.bank().payment(each.request());
    }
    String told = collected(true).trouble().orElseThrow().toString();
    for (Kept each : all) {
      assertThat(told).contains(each.request().token().digest().toHex());
    }
    assertThat(scene.account().withdrawals().all()).isEmpty();
    assertThat(collected(true).trouble()).isEmpty();
  }

  /** The bank waits for ever, so a load leaves, and no payment comes. */
  private void asksInVain(Amount amount) throws IOException {
    scene.bank().says(request -> scene.bank().waiting(request, LyingBank.salt(request)));
    assertThat(scene.withdrawing().withdraw(amount).isDone()).isFalse();
    scene.bank().isHonest();
  }

  /** A visit long after, of which the customer gets to read what came of it, or does not. */
  private Collected collected(boolean isTold) throws IOException {
    KeptWithdrawals withdrawals = scene.account().withdrawals();
    Minutes late = new Minutes(scene.now().sinceEpoch() + LATE_MINUTES);
    try (Visit visit = scene.visit(late, withdrawals)) {
      Collected collected = visit.withdrawing().collect();
      assertThat(collected.isPutAside()).isEqualTo(collected.trouble().isPresent());
      if (isTold) {
        withdrawals.told();
      }
      return collected;
    }
  }
}
