package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.bank.Rules.Emptying;
import org.specie.cli.bank.Rules.Filling;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;

/** docs/spec/59-bank-service.md section 14. */
@Requirement("R125")
final class RulesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 26);

  @TempDir private Path folder;

  private static Emptying every(int days) {
    return new Emptying(Amount.parse("100"), days, DAY);
  }

  @Test
  void aDepositIsDueFromItsDayOn() {
    assertThat(every(7).isDue(DAY.minusDays(1))).isFalse();
    assertThat(every(7).isDue(DAY)).isTrue();
    assertThat(every(7).isDue(DAY.plusDays(40))).isTrue();
  }

  /** However many days were missed, it is done once, and keeps to its days. */
  @Test
  void theNextOneIsOnTheFirstOfItsDaysThatIsToCome() {
    assertThat(every(7).after(DAY).next()).isEqualTo(DAY.plusDays(7));
    assertThat(every(7).after(DAY.plusDays(6)).next()).isEqualTo(DAY.plusDays(7));
    assertThat(every(7).after(DAY.plusDays(7)).next()).isEqualTo(DAY.plusDays(14));
    assertThat(every(1).after(DAY.plusDays(30)).next()).isEqualTo(DAY.plusDays(31));
    assertThat(every(7).after(DAY.plusDays(6)).isDue(DAY.plusDays(6))).isFalse();
  }

  @Test
  void areReadAsTheyWereWritten() throws IOException {
    assertThat(Rules.read(folder)).isEqualTo(new Rules(Optional.empty(), Optional.empty()));
    Filling filling = new Filling(Amount.parse("20"), Amount.parse("50.5"));
    for (Rules each :
        List.of(
            new Rules(Optional.of(filling), Optional.of(every(366))),
            new Rules(Optional.empty(), Optional.of(every(1))),
            new Rules(Optional.of(filling), Optional.empty()),
            new Rules(Optional.empty(), Optional.empty()))) {
      each.write(folder);
      assertThat(Rules.read(folder)).isEqualTo(each);
    }
  }

  /** Whoever says other rules while one is carried out has the last word. */
  @Test
  void whatIsDoneIsNotedInTheRulesAsTheyAreThen() throws IOException {
    Filling filling = new Filling(Amount.parse("20"), Amount.parse("50"));
    Emptying carriedOut = every(7);
    for (Rules said :
        List.of(
            new Rules(Optional.empty(), Optional.empty()),
            new Rules(Optional.of(filling), Optional.of(every(8))),
            new Rules(Optional.of(filling), Optional.empty()),
            new Rules(Optional.empty(), Optional.of(new Emptying(Amount.parse("90"), 7, DAY))))) {
      said.write(folder);
      Rules.noteDone(folder, carriedOut, DAY);
      assertThat(Rules.read(folder)).isEqualTo(said);
    }
    new Rules(Optional.of(filling), Optional.of(carriedOut)).write(folder);
    Rules.noteDone(folder, carriedOut, DAY);
    assertThat(Rules.read(folder))
        .as("the filling was said meanwhile")
        .isEqualTo(new Rules(Optional.of(filling), Optional.of(carriedOut.after(DAY))));
  }

  @Test
  void whatIsDamagedIsNotCarriedOut() throws IOException {
    for (String each :
        List.of(
            "below = 20\n",
            "below = -1\nwithdraw = 5\n",
            "below = 20\nwithdraw = 0\n",
            "below = 3\nwithdraw = 6.02\nabove = 9.01\ndays = 7\nnext = 2026-02-26\n",
            "above = 9\ndays = 0\nnext = 2026-02-26\n",
            "above = 9\ndays = 367\nnext = 2026-02-26\n",
            "above = 9\ndays = 7\nnext = 2026-02-30\n",
            "above = 9\ndays = 7\n")) {
      Files.writeString(folder.resolve("rules.properties"), each);
      assertThatThrownBy(() -> Rules.read(folder)).as(each).isInstanceOf(IOException.class);
    }
  }

  @Test
  void oneRuleDoesNotUndoTheOther() {
    Filling filling = new Filling(Amount.parse("20"), Amount.parse("80"));
    assertThat(new Rules(Optional.of(filling), Optional.of(every(1))).isAtOdds()).isFalse();
    Filling more = new Filling(Amount.parse("20"), Amount.parse("80.01"));
    assertThat(new Rules(Optional.of(more), Optional.of(every(1))).isAtOdds()).isTrue();
  }
}
