package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.quality.requirements.Requirement;

/** A card that wants its owner's number and password, by commands. Spec: 51.14; 52, section 15. */
class ProtectTest {
  @TempDir static Path made;
  @TempDir private Path folder;
  private PlayMoney money = PlayMoney.at(Path.of(""));

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void copy() throws IOException {
    PlayMoney.copy(made.resolve("practice"), folder.resolve("p"));
    money = PlayMoney.at(folder);
    Files.writeString(folder.resolve("right"), "4711\n");
    Files.writeString(folder.resolve("wrong"), "4712\n");
    Files.writeString(folder.resolve("long"), "correct horse\n");
  }

  private String[] protecting(String... more) {
    return CardDesk.words(List.of("purse", "protect", "--purse", "p/ana"), more);
  }

  private String[] paying(String request, String... more) {
    return CardDesk.words(List.of("purse", "pay", request, "--purse", "p/ana"), more);
  }

  private String asked(String amount) throws IOException {
    return money.done("purse", "request", amount, "--purse", "p/ben").strip();
  }

  @Test
  @Requirement("R75")
  void theCardWantsWhatItsOwnerSaid() throws IOException {
    assertThat(money.done(protecting())).contains("number    none", "password  none");
    assertThat(
            money.done(
                protecting(
                    "--new-number-file",
                    "right",
                    "--new-password-file",
                    "long",
                    "--number-from",
                    "10",
                    "--both-from",
                    "30")))
        .contains("number    3 tries left", "password  10 tries left")
        .contains("from 10.00: number\n", "from 30.00: number and password");

    money.done(paying(asked("9.99")));
    String request = asked("12.50");
    money.refused(7203, paying(request));
    money.refused(7117, paying(request, "--number-file", "wrong"));
    String answer = money.done(paying(request, "--number-file", "right"));
    assertThat(money.done(paying(request))).as("what is paid is answered").isEqualTo(answer);
    money.refused(7203, paying(asked("30"), "--number-file", "right"));
    money.done(paying(asked("30"), "--number-file", "right", "--password-file", "long"));
    assertThat(money.balance("p/ana")).isEqualTo("147.51");
  }

  /** What cannot all be done is not done in part. */
  @Test
  @Requirement("R75")
  void aTierOfASecretThatIsNotThereSetsNothing() throws IOException {
    String[] words = protecting("--new-number-file", "right", "--both-from", "30");
    assertThat(money.terminal().run(words).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(money.field("number", protecting())).isEqualTo("none");
  }

  @Test
  @Requirement("R75")
  void threeWrongNumbersLockTheCardAndNothingBelow() throws IOException {
    money.done(protecting("--new-number-file", "right", "--number-from", "10"));
    String request = asked("10");
    money.refused(7117, paying(request, "--number-file", "wrong"));
    money.refused(7117, paying(request, "--number-file", "wrong"));
    money.refused(7118, paying(request, "--number-file", "wrong"));
    money.refused(7118, paying(request, "--number-file", "right"));
    assertThat(money.field("number", protecting())).isEqualTo("locked");
    money.refused(7118, protecting("--nothing", "--number-file", "right"));
    money.done(paying(asked("9.99")));
  }

  @Test
  @Requirement("R75")
  void onlyWhoKnowsItChangesIt() throws IOException {
    money.done(protecting("--new-number-file", "right", "--number-from", "10"));
    money.refused(7203, protecting("--nothing"));
    money.refused(7203, protecting("--new-number-file", "wrong"));
    money.done(protecting("--nothing", "--number-file", "right"));
    money.done(paying(asked("50"), "--button"));
    assertThat(money.terminal().run(protecting("--new-number-file", "long")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(money.terminal().run(protecting("--nothing", "--number-from", "5")).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(
            money
                .terminal()
                .run(protecting("--number-from", "5", "--both-from", "5.00"))
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
