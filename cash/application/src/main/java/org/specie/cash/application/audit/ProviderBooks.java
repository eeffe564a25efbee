package org.specie.cash.application.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.cash.application.transaction.Act;
import org.specie.kernel.core.ByteString;

/**
 * The register of providers, in the books of somebody who does not trust the application: a name
 * that was struck off never comes back, and none is struck off that is not there.
 */
final class ProviderBooks {
  private final Map<String, ByteString> listed = new TreeMap<>();
  private final TreeSet<String> struckOff = new TreeSet<>();

  /** Whether this may have been listed, with another key than it had. */
  boolean list(Act.ListProvider provider) {
    ByteString key = provider.key().bytes();
    return !struckOff.contains(provider.name().text())
        && !key.equals(listed.put(provider.name().text(), key));
  }

  /** Whether this may have been struck off. */
  boolean strikeOff(Act.StrikeOffProvider provider) {
    return listed.remove(provider.name().text()) != null && struckOff.add(provider.name().text());
  }
}
