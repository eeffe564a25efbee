package org.specie.wallet.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.page.PdfFile;
import org.specie.page.PdfFile.Attached;
import org.specie.page.PdfFile.Font;
import org.specie.wallet.Answer;

/**
 * A receipt as a page to print, a PDF with the {@linkplain ReceiptText text} attached. A receipt
 * has one page. It is read back from what is attached and written again, and what differs then was
 * changed; no stranger's PDF is ever interpreted. Source: docs/spec/33-receipts.md, clause 33.6.
 */
public final class ReceiptPage {
  private static final String ATTACHED = "receipt.json";
  private static final String ATTACHED_END = "\n}\n";
  private static final int LEFT = 56;
  private static final int VALUES_AT = 150;
  private static final int TOP = 770;
  private static final int LINE = 13;
  private static final int VALUE_CHARACTERS = 70;

  private static final List<String> SHOWS =
      List.of(
          "This receipt shows: the payee named above was paid this amount by this transaction, which the operators",
          "of this ledger made final at this time (UTC). The payee signed the receipt, its words included.");
  private static final List<String> SHOWS_NOT =
      List.of(
          "It does not show who paid, what for, that anything was delivered, what else the payee has, or that the note",
          "is the payer's. Whoever holds it can show it to others.");
  private static final List<String> PAYER_SHOWS =
      List.of(
          "This receipt shows: the payer named above paid the payee this amount by this transaction, which the operators",
          "of this ledger made final at this time (UTC). The payer signed the receipt, its words included.");
  private static final List<String> PAYER_SHOWS_NOT =
      List.of(
          "It does not show what for, what was delivered, what else either of them has, or that the payee read the note.",
          "Whoever holds it can show it to others.");
  private static final List<String> CHECK =
      List.of(
          "To check it, without any connection:  specie receipt verify FILE --network DIR",
          "Believe what that prints. The file holds the whole proof; a printed page proves nothing.");
  private static final String REPLACED =
      "A question mark may stand for a character that this page cannot show; the attached receipt.json has it.";

  private ReceiptPage() {}

  /** The page of {@code receipt}. */
  public static ByteString write(Suite suite, PaymentReceipt receipt) {
    Map<String, String> fields = ReceiptText.fields(suite, receipt);
    Layout layout = new Layout();
    layout.heading("Receipt of a private payment", 18);
    layout.heading(fields.get("amount") + " " + fields.get("currency"), 16);
    layout.gap();
    layout.row("time", fields);
    layout.row("for", fields);
    layout.row("text", fields);
    layout.row("note", fields);
    layout.row("payee", fields);
    layout.row("payer", fields);
    layout.row("ledger", fields);
    layout.row("block", fields);
    layout.row("transaction", fields);
    layout.gap();
    boolean isOfPayer = receipt.statement().payer().isPresent();
    layout.paragraph(isOfPayer ? PAYER_SHOWS : SHOWS);
    layout.paragraph(isOfPayer ? PAYER_SHOWS_NOT : SHOWS_NOT);
    layout.paragraph(CHECK);
    if (!fields.values().stream().allMatch(PdfFile::shows)) {
      layout.paragraph(List.of(REPLACED));
    }
    return layout.file.write(
        "Receipt of a private payment",
        new Attached(ATTACHED, "application/json", ReceiptText.write(suite, receipt)));
  }

  /** Whether {@code bytes} begin as a page does. */
  static boolean begins(ByteString bytes) {
    return PdfFile.begins(bytes);
  }

  /** Reads a page; that the receipt holds is still to be verified. */
  static Answer<PaymentReceipt> read(Suite suite, ByteString bytes) {
    String file = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    int marker = file.indexOf(PdfFile.ATTACHED_FROM);
    int from = marker + PdfFile.ATTACHED_FROM.length();
    int end = file.indexOf(ATTACHED_END, from);
    if (marker < 0 || end < 0) {
      return Answer.refused(ReceiptReason.UNREADABLE, "(nothing is attached)");
    }
    return switch (ReceiptText.read(suite, file.substring(from, end + ATTACHED_END.length()))) {
      case Answer.Done<PaymentReceipt>(PaymentReceipt receipt) ->
          write(suite, receipt).equals(bytes)
              ? Answer.done(receipt)
              : Answer.refused(ReceiptReason.WORDS_DIFFER);
      case Answer.Refused<PaymentReceipt> refused -> refused;
    };
  }

  /** Where the next line goes. */
  private static final class Layout {
    private final PdfFile file = new PdfFile();
    private int y = TOP;

    private void heading(String text, int size) {
      file.line(Font.BOLD, size, LEFT, y, text);
      y -= 2 * LINE;
    }

    private void gap() {
      y -= LINE;
    }

    private void row(String name, Map<String, String> fields) {
      String value = fields.getOrDefault(name, "");
      if (value.isEmpty()) {
        return;
      }
      file.line(Font.BOLD, 9, LEFT, y, name);
      int[] points = value.codePoints().toArray();
      for (int from = 0; from < points.length; from += VALUE_CHARACTERS) {
        int count = Math.min(VALUE_CHARACTERS, points.length - from);
        file.line(Font.DIGITS, 9, VALUES_AT, y, new String(points, from, count));
        y -= LINE;
      }
      y -= LINE / 3;
    }

    private void paragraph(List<String> lines) {
      for (String each : lines) {
        file.line(Font.PLAIN, 9, LEFT, y, each);
        y -= LINE;
      }
      gap();
    }
  }
}
