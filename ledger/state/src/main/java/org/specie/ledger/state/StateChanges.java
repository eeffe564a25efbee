package org.specie.ledger.state;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;

/**
 * Pending changes over a state, which reads through them. Overlays nest: a block collects its
 * changes over the committed state, each transaction over the block's, and a refused transaction is
 * undone by dropping its overlay. Kept in key order, so that nothing depends on hash order. Not
 * thread-safe.
 */
public final class StateChanges implements StateView {
  private final StateView base;
  private final NavigableMap<ByteString, Optional<ByteString>> changes = new TreeMap<>();

  private StateChanges(StateView base) {
    this.base = base;
  }

  /** No changes yet over {@code base}. */
  public static StateChanges over(StateView base) {
    return new StateChanges(base);
  }

  /** Sets {@code key} to {@code value}. */
  public StateChanges put(ByteString key, ByteString value) {
    Check.that(AuthenticatedState.isKey(key), "a key has 1 to 1024 bytes");
    Check.that(value.size() <= AuthenticatedState.VALUE_BYTES_MAX, "a value has at most 1 MiB");
    changes.put(key, Optional.of(value));
    return this;
  }

  /** Removes {@code key}; removing what is not there changes nothing. */
  public StateChanges delete(ByteString key) {
    Check.that(AuthenticatedState.isKey(key), "a key has 1 to 1024 bytes");
    changes.put(key, Optional.empty());
    return this;
  }

  /** The pending changes in key order: a value, or nothing for a removal. */
  public NavigableMap<ByteString, Optional<ByteString>> pending() {
    return Collections.unmodifiableNavigableMap(changes);
  }

  /** Adds these changes to {@code target}, the overlay they were made over. */
  public void applyTo(StateChanges target) {
    Check.that(base.equals(target), "changes go to the overlay they were made over");
    target.changes.putAll(changes);
  }

  boolean isOver(StateView view) {
    return base.equals(view);
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    Optional<ByteString> change = changes.get(key);
    return change != null ? change : base.get(key);
  }

  @Override
  public void scan(ByteString prefix, Storage.Visitor visitor) throws IOException {
    MergedScan merged = new MergedScan(under(prefix), visitor);
    base.scan(prefix, merged::baseEntry);
    merged.rest();
  }

  /** A copy of the pending changes under {@code prefix}, so that a visitor may make new ones. */
  private NavigableMap<ByteString, Optional<ByteString>> under(ByteString prefix) {
    NavigableMap<ByteString, Optional<ByteString>> under = new TreeMap<>();
    for (Map.Entry<ByteString, Optional<ByteString>> change : changes.tailMap(prefix).entrySet()) {
      if (!change.getKey().startsWith(prefix)) {
        break;
      }
      under.put(change.getKey(), change.getValue());
    }
    return under;
  }

  /** Interleaves the base's entries with pending ones, which replace or hide them. */
  private static final class MergedScan {
    private final NavigableMap<ByteString, Optional<ByteString>> waiting;
    private final Storage.Visitor visitor;
    private boolean isEnded;

    MergedScan(NavigableMap<ByteString, Optional<ByteString>> waiting, Storage.Visitor visitor) {
      this.waiting = waiting;
      this.visitor = visitor;
    }

    boolean baseEntry(ByteString key, ByteString value) throws IOException {
      emit(waiting.headMap(key, false));
      Optional<ByteString> change = waiting.remove(key);
      Optional<ByteString> shown = change == null ? Optional.of(value) : change;
      if (!isEnded && shown.isPresent()) {
        isEnded = !visitor.entry(key, shown.get());
      }
      return !isEnded;
    }

    void rest() throws IOException {
      emit(waiting);
    }

    private void emit(Map<ByteString, Optional<ByteString>> due) throws IOException {
      Iterator<Map.Entry<ByteString, Optional<ByteString>>> entries = due.entrySet().iterator();
      while (!isEnded && entries.hasNext()) {
        Map.Entry<ByteString, Optional<ByteString>> next = entries.next();
        if (next.getValue().isPresent()) {
          isEnded = !visitor.entry(next.getKey(), next.getValue().get());
        }
        entries.remove();
      }
    }
  }
}
