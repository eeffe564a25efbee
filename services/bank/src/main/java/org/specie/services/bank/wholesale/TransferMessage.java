package org.specie.services.bank.wholesale;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Response;
import org.specie.services.bank.iso20022.Pen;
import org.specie.services.bank.iso20022.Reading;

/**
 * A transfer as pacs.009.001.08 of ISO 20022, with the payment in its supplementary data. What is
 * read comes from another bank: each element that counts is there once, and nothing is believed.
 * Spec: docs/spec/59-bank-service.md section 10.
 */
public final class TransferMessage {
  /** Longest message, in characters. */
  public static final int LENGTH_MAX = 16_384;

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08";
  private static final String PAYMENT_NAMESPACE = "urn:specie:payment:1";
  private static final String ROOT = "/Document/FICdtTrf";
  private static final String TRANSFER = ROOT + "/CdtTrfTxInf";
  private static final String ID = ROOT + "/GrpHdr/MsgId";
  private static final String CREATED = ROOT + "/GrpHdr/CreDtTm";
  private static final String COUNT = ROOT + "/GrpHdr/NbOfTxs";
  private static final String AMOUNT = TRANSFER + "/IntrBkSttlmAmt";
  private static final String CURRENCY = Reading.currencyOf(AMOUNT);
  private static final String PAYER = TRANSFER + "/Dbtr/FinInstnId/Nm";
  private static final String PAYEE = TRANSFER + "/Cdtr/FinInstnId/Nm";
  private static final String PAYMENT = TRANSFER + "/SplmtryData/Envlp/Pmt";
  private static final Reading READING =
      new Reading(
          NAMESPACE,
          Set.of(ID, CREATED, COUNT, AMOUNT, CURRENCY, PAYER, PAYEE, PAYMENT),
          Map.of(PAYMENT, PAYMENT_NAMESPACE),
          LENGTH_MAX);

  private TransferMessage() {}

  /** The message. */
  public static String write(BankTransfer transfer) {
    return Pen.document(
        NAMESPACE,
        pen ->
            pen.element(
                "FICdtTrf",
                () -> {
                  header(pen, transfer);
                  pen.element("CdtTrfTxInf", () -> body(pen, transfer));
                }));
  }

  private static void header(Pen pen, BankTransfer transfer) throws XMLStreamException {
    pen.element(
        "GrpHdr",
        () -> {
          pen.element("MsgId", transfer.id());
          pen.element("CreDtTm", Instant.ofEpochSecond(transfer.createdSeconds()).toString());
          pen.element("NbOfTxs", "1");
          pen.element("SttlmInf", () -> pen.element("SttlmMtd", "INDA"));
        });
  }

  private static void body(Pen pen, BankTransfer transfer) throws XMLStreamException {
    pen.element("PmtId", () -> pen.element("EndToEndId", transfer.id()));
    pen.amount("IntrBkSttlmAmt", transfer.currency(), transfer.amount());
    bank(pen, "Dbtr", transfer.payer());
    bank(pen, "Cdtr", transfer.payee());
    pen.element(
        "SplmtryData",
        () ->
            pen.element(
                "Envlp",
                () -> pen.foreign("Pmt", PAYMENT_NAMESPACE, TokenText.write(transfer.response()))));
  }

  private static void bank(Pen pen, String role, String name) throws XMLStreamException {
    pen.element(role, () -> pen.element("FinInstnId", () -> pen.element("Nm", name)));
  }

  /** Reads a message of another bank, and believes nothing of it. */
  public static BankTransfer read(String text) throws MalformedInput {
    Map<String, String> parts = new HashMap<>();
    for (Reading.Part each : READING.parts(text)) {
      if (parts.put(each.place(), each.text()) != null) {
        throw new MalformedInput(each.place() + " is there twice");
      }
    }
    return transfer(parts);
  }

  private static String part(Map<String, String> parts, String place) throws MalformedInput {
    String text = parts.get(place);
    if (text == null) {
      throw new MalformedInput(place + " is missing");
    }
    return text;
  }

  private static String name(Map<String, String> parts, String place) throws MalformedInput {
    String text = part(parts, place);
    if (!BankTransfer.isName(text)) {
      throw new MalformedInput(place + " is no name");
    }
    return text;
  }

  private static BankTransfer transfer(Map<String, String> parts) throws MalformedInput {
    String currency = part(parts, CURRENCY);
    String amount = part(parts, AMOUNT);
    if (!part(parts, COUNT).equals("1")
        || !currency.matches("[A-Z]{3}")
        || !amount.matches("[0-9]{1,12}\\.[0-9]{2}")
        || !(TokenText.read(part(parts, PAYMENT)) instanceof Response response)) {
      throw new MalformedInput("not a transfer of cash between banks");
    }
    try {
      return new BankTransfer(
          name(parts, ID),
          Instant.parse(part(parts, CREATED)).getEpochSecond(),
          name(parts, PAYER),
          name(parts, PAYEE),
          currency,
          Amount.parse(amount),
          response);
    } catch (DateTimeException e) {
      throw new MalformedInput("not a time");
    }
  }
}
