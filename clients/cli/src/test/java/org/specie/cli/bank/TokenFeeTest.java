package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.Tariff;

/** What a bank's file says of fees. docs/spec/59-bank-service.md 16.4. */
@Requirement("R133")
final class TokenFeeTest {
  @TempDir private Path folder;

  private Tariff of(String accounts, String fee) throws IOException {
    Files.writeString(
        folder.resolve("bank.properties"),
        "name = north.example\nhost = localhost\nport = 1\nvaults = 1\naccounts = %s\n%s"
            .formatted(accounts, fee));
    return BankFolder.read(folder).tariff();
  }

  @Test
  void isNothingUnlessTheFileSaysOne() throws IOException {
    assertThat(of("own", "")).isEqualTo(Tariff.FREE);
    Amount five = Amount.parse("0.05");
    assertThat(of("own", "token.fee = 0.05\n")).isEqualTo(new Tariff(five, five));
  }

  @Test
  void noBankOpensWithOneThatCannotBe() {
    for (String each : new String[] {"token.fee = much\n", "token.fee = -1\n"}) {
      assertThatThrownBy(() -> of("own", each)).as(each).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> of("ledger", "token.fee = 0.05\n"))
        .as("its customers have nothing at the bank")
        .isInstanceOf(IOException.class);
  }
}
