package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.bank.AtTheCounter.Moved;
import org.specie.cli.bank.Rules.Emptying;
import org.specie.cli.bank.Rules.Filling;
import org.specie.cli.purse.PlayMoney;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.check.TokenReason;
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

  /** Its purse was away until the token's end: told once, kept as evidence, and passed over. */
  @Test
  void aPaymentThatIsTooLateIsPutAside() throws IOException {
    scene.bank().says(request -> scene.bank().waiting(request, LyingBank.salt(request)));
    assertThat(scene.withdrawing().withdraw(THIRTY).isDone()).isFalse();
    scene.bank().isHonest();
    Path kept = scene.account().root().resolve("withdrawals");
    String digest =
        scene.account().withdrawals().all().getFirst().request().token().digest().toHex();
    // The vault paid in time, and nobody came.
    var _ = scene.bank().payment(scene.account().withdrawals().all().getFirst().request());
    Minutes late = new Minutes(scene.now().sinceEpoch() + LATE_MINUTES);
    for (int i = 0; i < 3; i++) {
      try (Visit visit = scene.visit(late)) {
        Withdrawing.Collected collected = visit.withdrawing().collect();
        assertThat(collected.trouble().map(why -> why.reason().code()))
            .isEqualTo(i == 0 ? Optional.of(TokenReason.TOO_LATE.code()) : Optional.empty());
        assertThat(collected.isPutAside()).isEqualTo(i == 0);
      }
      assertThat(kept.resolve(digest)).doesNotExist();
      assertThat(kept.resolve(digest + ".refused")).isNotEmptyFile();
    }
  }
}
