package org.specie.kernel.core.port;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * An ordered map of bytes to bytes that survives a crash. A batch is applied entirely or not at
 * all, and has reached the disk when {@link #write} returns. Safe for one writer and many readers.
 */
public interface Storage extends AutoCloseable {
  /** The value last written at {@code key}. */
  Optional<ByteString> get(ByteString key) throws IOException;

  /** Applies {@code batch} atomically and durably. */
  void write(Batch batch) throws IOException;

  /**
   * Applies {@code batch} atomically, and durably only when {@link #sync} or a later {@link #write}
   * has returned. After a power cut before that, each of the batches written this way may be there
   * or not, whatever their order. For much data that is fetched again if it is lost.
   */
  default void writeUnsynced(Batch batch) throws IOException {
    write(batch);
  }

  /**
   * Applies {@code batch} atomically, and durably only when {@link #sync} or a later {@link #write}
   * has returned. After a power cut before that, of the batches written so those up to one of them
   * are there and none after it. For what can be made again from that point on.
   */
  default void writeBehind(Batch batch) throws IOException {
    write(batch);
  }

  /** Returns when every batch written so far has reached the disk. */
  default void sync() throws IOException {
    write(new Batch());
  }

  /**
   * Hands every entry with {@code from} ≤ key and the given prefix to {@code visitor}, in key
   * order.
   */
  void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException;

  @Override
  void close() throws IOException;

  /** Receives entries of a scan. */
  @FunctionalInterface
  interface Visitor {
    /** Takes one entry; {@code false} ends the scan. */
    boolean entry(ByteString key, ByteString value) throws IOException;
  }

  /** Changes that belong together. */
  final class Batch {
    /** One change: a value, or nothing for a deletion. */
    public record Change(ByteString key, Optional<ByteString> value) {}

    private final List<Change> changes = new ArrayList<>();

    /** Sets {@code key} to {@code value}. */
    public Batch put(ByteString key, ByteString value) {
      changes.add(new Change(key, Optional.of(value)));
      return this;
    }

    /** Removes {@code key}. */
    public Batch delete(ByteString key) {
      changes.add(new Change(key, Optional.empty()));
      return this;
    }

    /** The changes in the order they were added, as far as they are by now. */
    public List<Change> changes() {
      return Collections.unmodifiableList(changes);
    }
  }
}
