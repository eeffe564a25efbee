package org.specie.wallet.receipt;

import java.nio.charset.StandardCharsets;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Answer;

/** Reads a receipt in either of its forms. */
public final class ReceiptFile {
  /** No file of a receipt is longer, in bytes. */
  public static final int BYTES_MAX = 2 * PaymentReceipt.BYTES_MAX;

  private ReceiptFile() {}

  /** The receipt in {@code bytes}; that it holds is still to be verified. */
  public static Answer<PaymentReceipt> read(Suite suite, ByteString bytes) {
    if (bytes.size() > BYTES_MAX) {
      return Answer.refused(ReceiptReason.UNREADABLE, "(longer than any receipt)");
    }
    return ReceiptPage.begins(bytes)
        ? ReceiptPage.read(suite, bytes)
        : ReceiptText.read(suite, new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1));
  }
}
