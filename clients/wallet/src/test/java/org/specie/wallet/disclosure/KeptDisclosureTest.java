package org.specie.wallet.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Genesis;
import org.specie.quality.requirements.Requirement;

/**
 * Files that an office kept, with the genesis of a ledger long gone: the version that introduced
 * them wrote them, and every later one believes them to the last byte.
 */
final class KeptDisclosureTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(KeptDisclosureTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private static String text(String kind) throws IOException {
    return new String(
        resource("DisclosureFileFuzzTestInputs/readsOneFileForEach" + kind + "/text"),
        StandardCharsets.ISO_8859_1);
  }

  private static LedgerConstants ledger() throws IOException, MalformedInput {
    return LedgerConstants.of(Genesis.decode(ByteString.copyOf(resource("genesis"))));
  }

  @Test
  @Requirement("D29")
  void anIncomeStatementStillHolds() throws IOException, MalformedInput {
    LedgerConstants ledger = ledger();
    IncomeStatement statement = IncomeStatement.read(ledger.suite(), text("Statement")).orThrow();
    assertThat(new DisclosureVerifier(ledger, "Tax office 7").verify(statement))
        .isEqualTo(Verdict.accepted());
    assertThat(statement.fields(ledger.suite())).containsEntry("income", "5.00");
  }

  @Test
  @Requirement("U11")
  void aDisclosureStillHolds() throws IOException, MalformedInput {
    LedgerConstants ledger = ledger();
    Disclosure disclosure = Disclosure.read(ledger.suite(), text("Disclosure")).orThrow();
    assertThat(new DisclosureVerifier(ledger, "Tax office 7").verify(disclosure))
        .isEqualTo(Verdict.accepted());
    assertThat(disclosure.fields(ledger.suite()))
        .containsEntry("received", "5.00")
        .containsEntry("paid", "2.00")
        .containsEntry("steps", "4");
  }
}
