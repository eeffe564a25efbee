package org.specie.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command has to say on stdout: for people, and for programs. Amounts are decimal text in
 * both; fields keep their order.
 */
public record Result(String text, Map<String, Object> json) {
  public Result {
    json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
  }

  /** Fields in the order given: name, value, name, value. */
  public static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
