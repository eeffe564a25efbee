package org.specie.cash.application.transaction;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Whatever a decoder accepts must be exactly what the encoder writes, and nothing but {@link
 * MalformedInput} may come out otherwise.
 */
class TransactionFuzzTest {
  private static final Suite SUITE = new Suite(new Domain("test", "ILS", 1));

  @FuzzTest
  void transactionsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      CashTransaction decoded = CashTransaction.decode(SUITE, bytes);
      Check.that(decoded.encode().equals(bytes), "what was accepted is written the same way");
    } catch (MalformedInput refused) {
      // As it should be.
    }
  }

  @FuzzTest
  void eventsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      AppliedEvent decoded = AppliedEvent.decode(bytes);
      Check.that(decoded.encode().equals(bytes), "what was accepted is written the same way");
    } catch (MalformedInput refused) {
      // As it should be.
    }
  }
}
