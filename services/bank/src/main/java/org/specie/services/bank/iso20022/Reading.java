package org.specie.services.bank.iso20022;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Reads the texts of a message that a stranger wrote: no document type, no entities, limits on
 * everything. What it says is judged by whoever asked.
 *
 * @param namespace of the message
 * @param places of the texts that count, such as {@code /Document/A/B}; {@code /Document/A/B@Ccy}
 *     is the currency of an amount
 * @param foreign those of them that are of another namespace, and of which
 * @param lengthMax longest message, in characters
 */
public record Reading(
    String namespace, Set<String> places, Map<String, String> foreign, int lengthMax) {
  private static final int DEPTH_MAX = 16;
  private static final String CURRENCY = "Ccy";

  public Reading {
    places = Set.copyOf(places);
    foreign = Map.copyOf(foreign);
    Check.that(places.containsAll(foreign.keySet()), "foreign texts count");
  }

  /** A text at its place. */
  public record Part(String place, String text) {}

  /** Where the currency of the amount at {@code place} is. */
  public static String currencyOf(String place) {
    return place + "@" + CURRENCY;
  }

  /** The texts that count, in their order; each element that counts is there, also empty. */
  public List<Part> parts(String text) throws MalformedInput {
    if (text.length() > lengthMax) {
      throw new MalformedInput("a message has at most " + lengthMax + " characters");
    }
    try {
      XMLStreamReader in = careful().createXMLStreamReader(new StringReader(text));
      Walk walk = new Walk();
      while (in.hasNext()) {
        walk.step(in);
      }
      return List.copyOf(walk.parts);
    } catch (XMLStreamException e) {
      throw new MalformedInput("not a message in XML");
    }
  }

  /**
   * The next event. The parser of the JDK looks up a text for each mistake, and for some there is
   * none, such as a character that may not be in a document type: it is the message that is wrong.
   */
  private static int next(XMLStreamReader in) throws XMLStreamException, MalformedInput {
    try {
      return in.next();
    } catch (MissingResourceException e) {
      throw new MalformedInput("not a message in XML");
    }
  }

  private static XMLInputFactory careful() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Where the reader is, and what it has found. */
  private final class Walk {
    private final List<Part> parts = new ArrayList<>();
    private final Deque<String> within = new ArrayDeque<>(List.of(""));

    private void step(XMLStreamReader in) throws XMLStreamException, MalformedInput {
      switch (next(in)) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new MalformedInput("a message has no document type and no entities");
        case XMLStreamConstants.START_ELEMENT -> enter(in);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> add(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          String _ = within.pop();
        }
        default -> {}
      }
    }

    private void enter(XMLStreamReader in) throws MalformedInput {
      String place = within.element() + "/" + in.getLocalName();
      boolean isOurs =
          Optional.ofNullable(foreign.get(place)).orElse(namespace).equals(in.getNamespaceURI());
      within.push(isOurs ? place : place + "?");
      if (within.size() > DEPTH_MAX) {
        throw new MalformedInput("a message is at most " + DEPTH_MAX + " elements deep");
      }
      if (isOurs && places.contains(place)) {
        if (places.contains(currencyOf(place))) {
          String currency = Optional.ofNullable(in.getAttributeValue(null, CURRENCY)).orElse("");
          parts.add(new Part(currencyOf(place), currency));
        }
        parts.add(new Part(place, ""));
      }
    }

    /** To the part that was entered last at this place. */
    private void add(String text) {
      String place = within.element();
      for (int i = parts.size() - 1; places.contains(place) && i >= 0; i--) {
        if (parts.get(i).place().equals(place)) {
          parts.set(i, new Part(place, parts.get(i).text() + text));
          return;
        }
      }
    }
  }
}
