package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.FloatReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.statement.MoneyForm;
import org.specie.wallet.statement.Period;
import org.specie.wallet.statement.Statement;

/** A wallet loads a float. docs/spec/53-float.md, 3.1 and 3.3; docs/spec/32-statements.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("R118")
final class TakingOfflineTest {
  private static final Hash32 REFERENCE = Hash32.sha256(ByteString.utf8("reference"));
  private static final Period EVER = new Period(0, Long.MAX_VALUE);

  private Town town;

  @BeforeAll
  void openTown() throws IOException {
    town = new Town(55);
    town.nameFloat(town.issuer.name(), 1, town.redeemer);
  }

  @AfterAll
  void closeTown() throws IOException {
    town.close();
  }

  private Answer<Entry> take(Wallet wallet, Hash32 issuer, Hash32 reference, String amount)
      throws IOException {
    return wallet.takeOffline(issuer, reference, Amount.parse(amount));
  }

  private static Reason why(Answer<Entry> answer) {
    if (answer instanceof Answer.Refused<Entry>(var refusal)) {
      return refusal.reason();
    }
    throw new AssertionError("refused, and not " + answer);
  }

  @Test
  void refusesAndKeepsTheMoney() throws IOException {
    Wallet ana = town.customer(Amount.parse("6000.00"));
    Hash32 issuer = town.issuer.name();
    assertThat(why(take(ana, issuer, REFERENCE, "0"))).isEqualTo(WalletReason.AMOUNT_ZERO);
    assertThat(why(take(ana, issuer, REFERENCE, "6000.01")))
        .isEqualTo(WalletReason.ORDINARY_INSUFFICIENT);
    assertThat(why(take(ana, REFERENCE, REFERENCE, "1"))).isEqualTo(FloatReason.UNKNOWN);
    assertThat(why(take(ana, issuer, REFERENCE, "5000.01"))).isEqualTo(FloatReason.LIMIT);
    assertThat(town.balanceMinor(ana)).isEqualTo(600_000);
    take(ana, issuer, REFERENCE, "1").orThrow();
    assertThat(why(take(ana, issuer, REFERENCE, "1"))).isEqualTo(FloatReason.REFERENCE_KNOWN);
    assertThat(town.balanceMinor(ana)).isEqualTo(599_900);
  }

  /** The books of the wallet come to what the ledger says, with money gone out and come back. */
  @Test
  void theStatementTiesToTheLedger() throws IOException {
    Wallet ben = town.customer(Amount.parse("50.00"));
    take(ben, town.issuer.name(), REFERENCE, "20.00").orThrow();
    GatewayFloat bank =
        new GatewayFloat(
            town.gateway(), town.issuer.name(), new RedeemerKeys(List.of(town.redeemer)));
    bank.submit(bank.redemption(REFERENCE, ben.account(), Amount.parse("5.00"), bank.height() + 9));
    ben.sync(Progress.none()).orThrow();

    assertThat(ben.history().stream().map(Entry::kind))
        .containsExactly(
            EntryKind.ISSUED_ORDINARILY, EntryKind.TAKEN_OFFLINE, EntryKind.BROUGHT_BACK);
    Statement ordinary =
        Statement.of(ben.history(), ben.balance(), EVER).orThrow().stream()
            .filter(each -> each.form() == MoneyForm.ORDINARY)
            .findFirst()
            .orElseThrow();
    assertThat(ordinary.lines().stream().map(Statement.Line::changeMinor))
        .containsExactly(5_000L, -2_000L, 500L);
    assertThat(ordinary.closingMinor()).isEqualTo(3_500);
  }
}
