package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.cli.purse.PlayMoney;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.BankReason;
import org.specie.wallet.Answer;

/** A deposit of which the end was not heard, and a command after whose work the bank is silent. */
class CutDepositTest {
  private static final Amount SEVEN = Amount.parse("7.00");

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
    scene.givesATokenForDeposits();
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private Answer<Amount> deposit() throws IOException {
    try (Visit visit = scene.visit()) {
      return visit.deposit(SEVEN);
    }
  }

  private void assertHeld(String amount) throws IOException {
    assertThat(scene.ana().balance()).isEqualTo(Amount.parse(amount));
  }

  /** The bank says that it has taken it, and then the program ends. */
  @Test
  @Requirement("R118")
  void whatWasTakenIsBroughtAgainUntilItIsCredited() throws IOException {
    scene.bank().cut(true);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::deposit).isInstanceOf(IOException.class);
      assertHeld("193.00");
    }
    scene.bank().cut(false);
    assertThat(deposit()).isEqualTo(Answer.done(SEVEN));
    assertHeld("193.00");
    List<ByteString> brought = scene.bank().deposits();
    assertThat(brought).hasSize(3).containsOnly(brought.getFirst());
    assertThat(scene.account().deposit()).isEmpty();

    assertThat(deposit()).as("another one").isEqualTo(Answer.done(SEVEN));
    assertHeld("186.00");
  }

  @Test
  void whatIsRefusedForGoodStaysAsEvidence() throws IOException {
    scene.bank().refusesDeposits(Optional.of(BankReason.TOO_OFTEN));
    assertThat(deposit().isDone()).isFalse();
    assertThat(refused()).isEmpty();
    scene.bank().refusesDeposits(Optional.of(BankReason.NO_DEPOSIT_TOKEN));
    assertThat(deposit().isDone()).isFalse();
    assertThat(refused()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(refused().getFirst())))
        .isEqualTo("rw-------");
    assertHeld("193.00");
  }

  private List<Path> refused() throws IOException {
    try (Stream<Path> all = Files.list(scene.account().root())) {
      return all.filter(each -> each.toString().endsWith(".refused")).toList();
    }
  }

  /** The money is in the purse, whatever else is asked then. */
  @Test
  void whatWasMovedIsToldAlsoIfTheBalanceIsNot() throws IOException {
    LyingBank bank = scene.bank();
    bank.says(request -> bank.paid(request, bank.payment(request)));
    bank.cut(true);
    scene.shopHasAnAccount();
    Terminal.Ran ran = scene.money().run("bank", "withdraw", "30.00", "--purse", "shop");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(ran.out()).contains("moved         30.00", "not told");
    Terminal.Ran json = scene.money().run("bank", "withdraw", "20.00", "--purse", "shop", "--json");
    assertThat(json.out()).contains("\"moved\":\"20.00\"").doesNotContain("account");
  }
}
