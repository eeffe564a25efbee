package org.specie.offline.token;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads docs/spec/vectors/art.json, written by a second implementation. */
public final class Vectors {
  private static final JsonNode ROOT =
      new ObjectMapper()
          .readTree(Path.of("..", "..", "docs", "spec", "vectors", "art.json").toFile());

  /** The time about which everything in the vectors happens. */
  public static final Minutes TIME = new Minutes(ROOT.get("time").asInt());

  public static final Currency CURRENCY =
      new Currency(ROOT.at("/currency/number").asInt(), ROOT.at("/currency/places").asInt());

  private Vectors() {}

  /** Time as it is {@code minutes} later. */
  public static Minutes later(int minutes) {
    return new Minutes(TIME.sinceEpoch() + minutes);
  }

  /** A table of named bytes. */
  public static Map<String, ByteString> table(String name) {
    Map<String, ByteString> table = new LinkedHashMap<>();
    ROOT.get(name)
        .properties()
        .forEach(each -> table.put(each.getKey(), ByteString.hex(each.getValue().asString())));
    return table;
  }

  /** The bytes of that name. */
  public static ByteString bytes(String table, String name) {
    return ByteString.hex(ROOT.get(table).get(name).asString());
  }

  /** One field of one key. */
  public static ByteString key(String name, String field) {
    return ByteString.hex(ROOT.get("keys").get(name).get(field).asString());
  }

  /** The cases of one kind. */
  public static List<JsonNode> cases(String kind) {
    return ROOT.get("cases")
        .valueStream()
        .filter(each -> each.get("kind").asString().equals(kind))
        .toList();
  }

  public static Certificate certificate(String name) {
    try {
      return Certificate.decode(bytes("certificates", name));
    } catch (MalformedInput e) {
      throw new AssertionError(name, e);
    }
  }

  /** The class certificate that ordinary payers hold. */
  public static ClassCert payerClass() {
    return (ClassCert) certificate("class");
  }

  public static Configuration configuration(String name) {
    try {
      return Configuration.decode(new Decoder(bytes("configurations", name)));
    } catch (MalformedInput e) {
      throw new AssertionError(name, e);
    }
  }

  public static Payment payment(String name) {
    try {
      return Payment.decode(bytes("payments", name));
    } catch (MalformedInput e) {
      throw new AssertionError(name, e);
    }
  }

  public static Message message(String name) {
    try {
      return Message.decode(bytes("messages", name));
    } catch (MalformedInput e) {
      throw new AssertionError(name, e);
    }
  }

  /** Knows the root and nothing else. */
  public static KnownKeys root() {
    return KnownKeys.under((KeyCert) certificate("root"));
  }

  /** Knows the root, the factory, the certifier and one class. */
  public static KnownKeys known() {
    KnownKeys keys = root();
    for (String each : List.of("factory", "certifier", "class")) {
      if (!keys.learn(certificate(each)).isAccepted()) {
        throw new AssertionError(each);
      }
    }
    return keys;
  }

  /** Verifies with what is {@link #known}. */
  public static TokenVerifier verifier() {
    return new TokenVerifier(known(), CURRENCY);
  }
}
