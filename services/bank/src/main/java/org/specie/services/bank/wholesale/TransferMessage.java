package org.specie.services.bank.wholesale;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Response;

/**
 * A transfer as pacs.009.001.08 of ISO 20022, with the payment in its supplementary data. What is
 * read comes from another bank: no document type, no entities, limits on everything, each element
 * that counts there once. Spec: docs/spec/59-bank-service.md section 10.
 */
public final class TransferMessage {
  /** Longest message, in characters. */
  public static final int LENGTH_MAX = 16_384;

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08";
  private static final String PAYMENT_NAMESPACE = "urn:specie:payment:1";
  private static final int DEPTH_MAX = 16;
  private static final String ROOT = "/Document/FICdtTrf";
  private static final String TRANSFER = ROOT + "/CdtTrfTxInf";
  private static final String ID = ROOT + "/GrpHdr/MsgId";
  private static final String CREATED = ROOT + "/GrpHdr/CreDtTm";
  private static final String COUNT = ROOT + "/GrpHdr/NbOfTxs";
  private static final String AMOUNT = TRANSFER + "/IntrBkSttlmAmt";
  private static final String CURRENCY = AMOUNT + "@Ccy";
  private static final String PAYER = TRANSFER + "/Dbtr/FinInstnId/Nm";
  private static final String PAYEE = TRANSFER + "/Cdtr/FinInstnId/Nm";
  private static final String PAYMENT = TRANSFER + "/SplmtryData/Envlp/Pmt";
  private static final Set<String> READ =
      Set.of(ID, CREATED, COUNT, AMOUNT, CURRENCY, PAYER, PAYEE, PAYMENT);

  private TransferMessage() {}

  private interface Content {
    void write() throws XMLStreamException;
  }

  /** Writes elements, one within the other. */
  private record Pen(XMLStreamWriter out) {
    void element(String name, Content content) throws XMLStreamException {
      out.writeStartElement(name);
      content.write();
      out.writeEndElement();
    }

    void element(String name, String text) throws XMLStreamException {
      element(name, () -> out.writeCharacters(text));
    }

    void bank(String role, String name) throws XMLStreamException {
      element(role, () -> element("FinInstnId", () -> element("Nm", name)));
    }
  }

  /** The message. */
  public static String write(BankTransfer transfer) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("Document");
      out.writeDefaultNamespace(NAMESPACE);
      Pen pen = new Pen(out);
      pen.element(
          "FICdtTrf",
          () -> {
            header(pen, transfer);
            pen.element("CdtTrfTxInf", () -> body(pen, transfer));
          });
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text takes whatever is written", e);
    }
    return text.toString();
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
    XMLStreamWriter out = pen.out();
    pen.element("PmtId", () -> pen.element("EndToEndId", transfer.id()));
    out.writeStartElement("IntrBkSttlmAmt");
    out.writeAttribute("Ccy", transfer.currency());
    out.writeCharacters(transfer.amount().toDecimal());
    out.writeEndElement();
    pen.bank("Dbtr", transfer.payer());
    pen.bank("Cdtr", transfer.payee());
    pen.element(
        "SplmtryData",
        () ->
            pen.element(
                "Envlp",
                () -> {
                  out.writeStartElement("Pmt");
                  out.writeDefaultNamespace(PAYMENT_NAMESPACE);
                  out.writeCharacters(TokenText.write(transfer.response()));
                  out.writeEndElement();
                }));
  }

  /** Reads a message of another bank, and believes nothing of it. */
  public static BankTransfer read(String text) throws MalformedInput {
    if (text.length() > LENGTH_MAX) {
      throw new MalformedInput("a transfer has at most " + LENGTH_MAX + " characters");
    }
    try {
      return transfer(parts(text));
    } catch (XMLStreamException e) {
      throw new MalformedInput("not a message in XML");
    }
  }

  private static XMLInputFactory careful() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** The texts that count, each by its place. */
  private static Map<String, String> parts(String text) throws XMLStreamException, MalformedInput {
    Map<String, String> parts = new HashMap<>();
    Deque<String> places = new ArrayDeque<>();
    places.push("");
    XMLStreamReader in = careful().createXMLStreamReader(new StringReader(text));
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new MalformedInput("a message has no document type and no entities");
        case XMLStreamConstants.START_ELEMENT -> enter(in, places, parts);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          String place = places.element();
          if (READ.contains(place)) {
            parts.merge(place, in.getText(), String::concat);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          String _ = places.pop();
        }
        default -> {}
      }
    }
    return parts;
  }

  private static void enter(XMLStreamReader in, Deque<String> places, Map<String, String> parts)
      throws MalformedInput {
    String place = places.element() + "/" + in.getLocalName();
    String namespace = place.equals(PAYMENT) ? PAYMENT_NAMESPACE : NAMESPACE;
    boolean isOurs = namespace.equals(in.getNamespaceURI());
    places.push(isOurs ? place : place + "?");
    if (places.size() > DEPTH_MAX) {
      throw new MalformedInput("a message is at most " + DEPTH_MAX + " elements deep");
    }
    if (isOurs && READ.contains(place)) {
      put(parts, place, "");
    }
    if (isOurs && place.equals(AMOUNT)) {
      put(parts, CURRENCY, Optional.ofNullable(in.getAttributeValue(null, "Ccy")).orElse(""));
    }
  }

  private static void put(Map<String, String> parts, String place, String text)
      throws MalformedInput {
    if (parts.put(place, text) != null) {
      throw new MalformedInput(place + " is there twice");
    }
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
