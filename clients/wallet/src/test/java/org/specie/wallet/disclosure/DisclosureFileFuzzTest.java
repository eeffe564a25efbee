package org.specie.wallet.disclosure;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;

/**
 * Reads whatever a stranger calls an income statement or a disclosure: it is refused, or is the
 * very file that its bytes have.
 */
class DisclosureFileFuzzTest {
  private static final Suite SUITE = new Suite(new Domain("specie", "ILS", 1));

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  @FuzzTest
  void readsOneFileForEachStatement(byte[] input) {
    String file = text(input);
    if (IncomeStatement.read(SUITE, file)
        instanceof Answer.Done<IncomeStatement>(IncomeStatement statement)) {
      Check.that(statement.write(SUITE).equals(file), "a statement has one file");
    }
    try {
      ByteString bytes = ByteString.copyOf(input);
      Check.that(
          IncomeStatement.decode(SUITE, bytes).encode().equals(bytes),
          "a statement has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }

  @FuzzTest
  void readsOneFileForEachDisclosure(byte[] input) {
    String file = text(input);
    if (Disclosure.read(SUITE, file) instanceof Answer.Done<Disclosure>(Disclosure disclosure)) {
      Check.that(disclosure.write(SUITE).equals(file), "a disclosure has one file");
    }
    try {
      ByteString bytes = ByteString.copyOf(input);
      Check.that(
          Disclosure.decode(SUITE, bytes).encode().equals(bytes), "a disclosure has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }
}
