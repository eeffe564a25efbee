package org.specie.cli.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction, explained.
 *
 * @param headline what it is, in a few words
 * @param lay sentences for everybody
 * @param saw what is on the ledger for all to see
 * @param notSeen what took part and is not there
 * @param details for an engineer, in the order of the bytes
 */
public record Explanation(
    String headline,
    List<String> lay,
    List<String> saw,
    List<String> notSeen,
    Map<String, String> details) {
  public Explanation {
    lay = List.copyOf(lay);
    saw = List.copyOf(saw);
    notSeen = List.copyOf(notSeen);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** The same with more for an engineer. */
  Explanation with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.putAll(more);
    return new Explanation(headline, lay, saw, notSeen, all);
  }
}
