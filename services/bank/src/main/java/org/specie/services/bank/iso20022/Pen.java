package org.specie.services.bank.iso20022;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.specie.kernel.core.Amount;

/** Writes the elements of a message, one within the other. */
public final class Pen {
  private final XMLStreamWriter out;

  private Pen(XMLStreamWriter out) {
    this.out = out;
  }

  /** What is within an element. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void write() throws XMLStreamException;
  }

  /** What is within a document. */
  @FunctionalInterface
  public interface Message {
    /** Writes it. */
    void write(Pen pen) throws XMLStreamException;
  }

  /** The document of {@code namespace} with {@code message} in it. */
  public static String document(String namespace, Message message) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("Document");
      out.writeDefaultNamespace(namespace);
      message.write(new Pen(out));
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text takes whatever is written", e);
    }
    return text.toString();
  }

  /** An element. */
  public void element(String name, Content content) throws XMLStreamException {
    out.writeStartElement(name);
    content.write();
    out.writeEndElement();
  }

  /** An element of text. */
  public void element(String name, String text) throws XMLStreamException {
    element(name, () -> out.writeCharacters(text));
  }

  /** An amount in a currency of three letters. */
  public void amount(String name, String currency, Amount amount) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeAttribute("Ccy", currency);
    out.writeCharacters(amount.toDecimal());
    out.writeEndElement();
  }

  /** An element of text that is none of the message's own. */
  public void foreign(String name, String namespace, String text) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeDefaultNamespace(namespace);
    out.writeCharacters(text);
    out.writeEndElement();
  }
}
