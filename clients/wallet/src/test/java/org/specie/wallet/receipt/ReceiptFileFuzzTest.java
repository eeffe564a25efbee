package org.specie.wallet.receipt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;

/**
 * Reads whatever a stranger calls a receipt: it is refused, or is the very file that its receipt
 * has in this form.
 */
class ReceiptFileFuzzTest {
  private static final Suite SUITE = new Suite(new Domain("specie", "ILS", 1));

  @FuzzTest
  void readsOneFileForEachReceipt(byte[] input) {
    ByteString file = ByteString.copyOf(input);
    switch (ReceiptFile.read(SUITE, file)) {
      case Answer.Done<PaymentReceipt>(PaymentReceipt receipt) -> {
        ByteString text = ByteString.utf8(ReceiptText.write(SUITE, receipt));
        Check.that(
            file.equals(text) || file.equals(ReceiptPage.write(SUITE, receipt)),
            "a receipt has one file in each form");
      }
      case Answer.Refused<PaymentReceipt> _ -> {}
    }
    try {
      PaymentReceipt receipt = PaymentReceipt.decode(SUITE, file);
      Check.that(receipt.encode().equals(file), "a receipt has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }
}
