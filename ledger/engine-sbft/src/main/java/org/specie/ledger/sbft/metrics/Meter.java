package org.specie.ledger.sbft.metrics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One number to be read at any time from any thread.
 *
 * @param name words joined by dots, unit last
 * @param kind whether it only grows
 * @param help what it says, for a person
 * @param labels tell meters of one name apart
 */
public record Meter(
    String name, Kind kind, String help, SortedMap<String, String> labels, LongSupplier value) {
  /** How a meter moves. */
  public enum Kind {
    /** Only upwards. */
    COUNTER,
    /** Up and down. */
    GAUGE
  }

  public Meter {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  static Meter counter(String name, String help, LongSupplier value) {
    return new Meter(name, Kind.COUNTER, help, new TreeMap<>(), value);
  }

  static Meter counter(
      String name, String help, String label, String labelled, LongSupplier value) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(label, labelled);
    return new Meter(name, Kind.COUNTER, help, labels, value);
  }
}
