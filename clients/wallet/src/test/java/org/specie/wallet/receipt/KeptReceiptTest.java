package org.specie.wallet.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.cash.application.LedgerConstants;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Genesis;
import org.specie.quality.requirements.Requirement;

/**
 * A receipt that somebody kept, with the genesis of a ledger long gone: it was written by the
 * version that introduced receipts, and every later one believes it to the last byte.
 */
class KeptReceiptTest {
  private static final String FILES = "ReceiptFileFuzzTestInputs/readsOneFileForEachReceipt/";

  private static ByteString resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(KeptReceiptTest.class.getResourceAsStream(name), name)) {
      return ByteString.copyOf(in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "page"})
  @Requirement({"D38", "U8"})
  void stillHolds(String form) throws IOException, MalformedInput {
    LedgerConstants ledger = LedgerConstants.of(Genesis.decode(resource("genesis")));
    PaymentReceipt receipt = ReceiptFile.read(ledger.suite(), resource(FILES + form)).orThrow();
    assertThat(new ReceiptVerifier(ledger).verify(receipt)).isEqualTo(Verdict.accepted());
    assertThat(ReceiptText.fields(ledger.suite(), receipt))
        .containsEntry("amount", "12.50")
        .containsEntry("note", "two coffees")
        .containsEntry("for", "Ana Cohen");
  }
}
