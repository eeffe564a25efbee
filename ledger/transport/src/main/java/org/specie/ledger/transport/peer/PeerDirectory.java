package org.specie.ledger.transport.peer;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;

/** The operators that may be linked with; one's own entry may stand in it and is passed over. */
public final class PeerDirectory {
  /** Most operators, as in docs/spec/20-ledger.md, 2.2. */
  public static final int PEERS_MAX = 1024;

  /** Nobody. */
  public static final PeerDirectory EMPTY = new PeerDirectory(Map.of());

  private final SortedMap<PeerName, PeerEntry> entries;

  private PeerDirectory(Map<PeerName, PeerEntry> entries) {
    this.entries = new TreeMap<>(entries);
  }

  /** A directory of {@code entries}, whose names are distinct. */
  public static PeerDirectory of(Collection<PeerEntry> entries) {
    Check.that(entries.size() <= PEERS_MAX, "a directory has at most 1024 operators");
    SortedMap<PeerName, PeerEntry> byName = new TreeMap<>();
    for (PeerEntry entry : entries) {
      Check.that(byName.put(entry.name(), entry) == null, "names in a directory are distinct");
    }
    return new PeerDirectory(byName);
  }

  /** The entries in the order of their names. */
  public Collection<PeerEntry> entries() {
    return entries.values();
  }

  Optional<PeerEntry> find(PeerName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** Whether {@code certificate} is that of an operator in here. */
  boolean admits(PeerCertificate certificate) {
    return find(certificate.name()).filter(entry -> entry.admits(certificate)).isPresent();
  }
}
