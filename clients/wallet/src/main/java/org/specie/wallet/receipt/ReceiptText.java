package org.specie.wallet.receipt;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.cash.protocol.Suite;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.wallet.Answer;
import org.specie.wallet.address.AddressText;
import org.specie.wallet.receipt.PaymentReceipt.Statement;
import org.specie.wallet.showing.ShownText;

/** A receipt as JSON. Source: docs/spec/33-receipts.md, clause 33.5. */
public final class ReceiptText {
  private static final String FORMAT = "specie-receipt/1";

  private ReceiptText() {}

  private static ShownText<PaymentReceipt> form(Suite suite) {
    return new ShownText<>(
        FORMAT,
        new ShownText.Content<>(
            receipt -> fields(suite, receipt),
            PaymentReceipt::encode,
            bytes -> PaymentReceipt.decode(suite, bytes)),
        ReceiptReason.UNREADABLE,
        ReceiptReason.WORDS_DIFFER);
  }

  /** What a receipt says, in order: the name of each thing and its value. */
  public static Map<String, String> fields(Suite suite, PaymentReceipt receipt) {
    Statement statement = receipt.statement();
    BlockHeader header = statement.proof().receipt().header();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("amount", statement.opening().value().toDecimal());
    fields.put("currency", suite.domain().currency());
    fields.put("time", Instant.ofEpochSecond(header.epochSeconds()).toString());
    fields.put("payee", AddressText.write(statement.payee()));
    statement.payer().ifPresent(payer -> fields.put("payer", AddressText.write(payer.address())));
    fields.put("for", statement.recipient());
    fields.put("text", statement.text());
    fields.put("note", statement.note());
    fields.put("ledger", header.ledgerId().toHex());
    fields.put("block", Long.toString(header.height()));
    fields.put("transaction", statement.proof().transaction().id().toHex());
    return fields;
  }

  /** The text of {@code receipt}, in ASCII. */
  public static String write(Suite suite, PaymentReceipt receipt) {
    return form(suite).write(receipt);
  }

  /** Reads the text of a receipt; that it holds is still to be verified. */
  public static Answer<PaymentReceipt> read(Suite suite, String text) {
    return form(suite).read(text);
  }
}
