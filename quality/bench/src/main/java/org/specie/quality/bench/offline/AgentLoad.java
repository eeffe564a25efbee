package org.specie.quality.bench.offline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What certifier, factory and the core behind them have to do for a population, from what one
 * request of each costs. People hide among those who ask at the same time, so nothing is asked for
 * in advance here: each payment wants a key, each so many payments received a token.
 *
 * @param certifyMicros a payment key, CPU time of certifier and core, writes included
 * @param makeTokenMicros a token, CPU time of factory and core, writes included
 */
record AgentLoad(double certifyMicros, double makeTokenMicros) {
  static final int PEOPLE = 1_000_000;
  static final int PAYMENTS_A_DAY = 2;
  static final int PAYMENTS_A_TOKEN = 10;

  /** The busiest hour against the mean. */
  static final int PEAK = 4;

  private static final int SECONDS_A_DAY = 86_400;
  private static final int DAYS_A_YEAR = 365;
  private static final double MICROS = 1e6;

  /** Bytes of an entry in the certifier's book, docs/spec/54-agents.md 4.4. */
  private static final int BOOK_ENTRY = 684;

  /** Keys a second in the busiest hour, for a million people. */
  double certificationsPerSecond() {
    return (double) PEOPLE * PAYMENTS_A_DAY * PEAK / SECONDS_A_DAY;
  }

  /** Tokens a second in the busiest hour, for a million people. */
  double tokensPerSecond() {
    return certificationsPerSecond() / PAYMENTS_A_TOKEN;
  }

  /** Cores like this one that certifier, factory and core then use. */
  double cores() {
    return (certificationsPerSecond() * certifyMicros + tokensPerSecond() * makeTokenMicros)
        / MICROS;
  }

  /** By how much the certifier's book grows in a year, in GB. */
  double bookGigabytes() {
    return (double) PEOPLE * PAYMENTS_A_DAY * DAYS_A_YEAR * BOOK_ENTRY / 1e9;
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("certify_us", certifyMicros);
    document.put("make_token_us", makeTokenMicros);
    document.put("people", PEOPLE);
    document.put("payments_a_day", PAYMENTS_A_DAY);
    document.put("payments_a_token", PAYMENTS_A_TOKEN);
    document.put("peak", PEAK);
    document.put("certifications_per_second", certificationsPerSecond());
    document.put("tokens_per_second", tokensPerSecond());
    document.put("cores", cores());
    document.put("book_gb_a_year", bookGigabytes());
    return document;
  }
}
