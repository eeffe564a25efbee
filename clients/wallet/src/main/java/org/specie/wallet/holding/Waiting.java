package org.specie.wallet.holding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.holding.HeldEntry.Role;

/**
 * Entries in the making: what a wallet knows of money that waits, while it reads. Adding twice is
 * adding once. Not thread-safe.
 */
final class Waiting {
  private record Key(Hash32 name, Role role) {}

  private final Map<Key, HeldEntry> entries = new LinkedHashMap<>();

  Waiting(List<HeldEntry> from) {
    from.forEach(this::add);
  }

  void add(HeldEntry entry) {
    entries.putIfAbsent(new Key(entry.name(), entry.role()), entry);
  }

  Optional<HeldEntry> find(Hash32 name, Role role) {
    return Optional.ofNullable(entries.get(new Key(name, role)));
  }

  /** Changes what is known of the entry {@code name}, on whichever side of it the wallet is. */
  void turn(Hash32 name, UnaryOperator<HeldEntry> change) {
    entries.replaceAll((key, entry) -> key.name().equals(name) ? change.apply(entry) : entry);
  }

  /** Changes what is known of it on one side alone. */
  void turn(Hash32 name, Role role, UnaryOperator<HeldEntry> change) {
    entries.computeIfPresent(new Key(name, role), (_, entry) -> change.apply(entry));
  }

  List<HeldEntry> all() {
    return new ArrayList<>(entries.values());
  }
}
