package org.specie.services.api.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was sent, for a reader: keys, signatures and other bytes give way to how many digits they
 * have, which is all that is the same the next time.
 */
final class Legible {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Pattern BYTES = Pattern.compile("[0-9a-f]{16,}");
  private static final int DIGITS_MAX = 1_024;
  private static final int TEXT_MAX = 200;

  private final String here;

  /**
   * @param here an address that is this run's alone
   */
  Legible(String here) {
    this.here = here;
  }

  String text(String text) {
    String shown =
        BYTES
            .matcher(text.replace(here, "provider.example"))
            .replaceAll(found -> digits(found.group()));
    return shown.length() > TEXT_MAX ? "(a longer text)" : shown;
  }

  /** Long ones are encodings, some of which have a byte more the next time. */
  private static String digits(String bytes) {
    return bytes.length() > DIGITS_MAX
        ? "(hexadecimal digits)"
        : "(" + bytes.length() + " hexadecimal digits)";
  }

  String json(byte[] content) {
    return JSON.writeValueAsString(shown(JSON.readTree(content))).replace("\r", "");
  }

  private Object shown(JsonNode node) {
    if (node.isObject()) {
      // Whoever asks writes fields in any order, another one the next time.
      Map<String, Object> fields = new TreeMap<>();
      node.properties().forEach(each -> fields.put(each.getKey(), shown(each.getValue())));
      return fields;
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.values().forEach(each -> values.add(shown(each)));
      return values;
    }
    return node.isString() ? text(node.asString()) : node;
  }
}
