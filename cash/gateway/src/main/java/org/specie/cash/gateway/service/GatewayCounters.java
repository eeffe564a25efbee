package org.specie.cash.gateway.service;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a gateway was asked and what it answered, counted since it began. */
public final class GatewayCounters {
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();

  void request(String kind) {
    requests.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }

  void refusal(int code) {
    refusals.computeIfAbsent(code, _ -> new LongAdder()).increment();
  }

  /** How many requests of each kind came. */
  public SortedMap<String, Long> requests() {
    SortedMap<String, Long> counted = new TreeMap<>();
    requests.forEach((kind, count) -> counted.put(kind, count.sum()));
    return counted;
  }

  /** How many requests were refused for the reason of each number. */
  public SortedMap<Integer, Long> refusals() {
    SortedMap<Integer, Long> counted = new TreeMap<>();
    refusals.forEach((code, count) -> counted.put(code, count.sum()));
    return counted;
  }
}
