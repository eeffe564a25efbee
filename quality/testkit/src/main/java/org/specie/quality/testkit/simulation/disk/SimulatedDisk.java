package org.specie.quality.testkit.simulation.disk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.sbft.log.LogFile;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * The disk of one machine. The files of the consensus log keep apart what is synced and what is
 * not, names included; the storage of blocks and application promises atomic, durable batches and
 * keeps that promise.
 */
public final class SimulatedDisk implements LogFiles {
  private static final class Content {
    private byte[] synced = new byte[0];
    private byte[] current = new byte[0];
  }

  private Map<String, Content> durableNames = new TreeMap<>();
  private Map<String, Content> names = new TreeMap<>();
  private final Shelf storage = new Shelf();
  private long bytesFree = Long.MAX_VALUE;

  /** What blocks and application are kept in: each batch whole or not at all. */
  private static final class Shelf implements Storage {
    private MemoryStorage kept = new MemoryStorage();
    private int writesLeft = Integer.MAX_VALUE;

    @Override
    public Optional<ByteString> get(ByteString key) throws IOException {
      return kept.get(key);
    }

    @Override
    public void write(Batch batch) throws IOException {
      if (writesLeft == 0) {
        throw new PowerCut();
      }
      writesLeft--;
      kept.write(batch);
    }

    @Override
    public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
      kept.scan(prefix, from, visitor);
    }

    @Override
    public void close() {}
  }

  /** What blocks and application are kept in. */
  public Storage storage() {
    return storage;
  }

  /** The power will go after so many further writes of blocks or application. */
  public void cutAfter(int writes) {
    storage.writesLeft = writes;
  }

  /** From now on there is room for so many bytes of log. */
  public void setBytesFree(long bytes) {
    bytesFree = bytes;
  }

  /**
   * The power goes: of each file a part of what was not synced survives, and of the names that were
   * not synced either all or none.
   */
  public void losePower(Chance chance) {
    storage.writesLeft = Integer.MAX_VALUE;
    Map<String, Content> survivors = new TreeMap<>(chance.percent(50) ? names : durableNames);
    survivors.values().forEach(content -> tear(content, chance));
    names = survivors;
    durableNames = new TreeMap<>(survivors);
  }

  private static void tear(Content content, Chance chance) {
    int synced = content.synced.length;
    int unsynced = content.current.length - synced;
    if (unsynced > 0) {
      content.current = Arrays.copyOf(content.current, synced + chance.below(unsynced + 1));
    } else if (chance.percent(50)) {
      content.current = content.synced;
    }
    content.synced = content.current.clone();
  }

  /** Everything is gone. */
  public void wipe() {
    names = new TreeMap<>();
    durableNames = new TreeMap<>();
    storage.kept = new MemoryStorage();
  }

  /** Turns one bit of one file of the log; false if there is none. */
  public boolean rot(Chance chance) {
    List<Content> files =
        names.values().stream().filter(content -> content.current.length > 0).toList();
    if (files.isEmpty()) {
      return false;
    }
    Content file = chance.pick(files);
    int bit = chance.below(file.current.length * 8);
    file.current[bit / 8] ^= (byte) (1 << bit % 8);
    file.synced = file.current.clone();
    return true;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public LogFile create(String name) throws IOException {
    if (names.containsKey(name)) {
      throw new IOException("the simulated disk has a file " + name + " already");
    }
    Content content = new Content();
    names.put(name, content);
    return new Open(content);
  }

  @Override
  public LogFile open(String name) throws IOException {
    Content content =
        Optional.ofNullable(names.get(name))
            .orElseThrow(() -> new IOException("the simulated disk has no file " + name));
    return new Open(content);
  }

  @Override
  public void delete(String name) {
    names.remove(name);
  }

  @Override
  public void syncDirectory() {
    durableNames = new TreeMap<>(names);
  }

  @Override
  public void close() {}

  private final class Open implements LogFile {
    private final Content content;

    private Open(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.current.length;
    }

    @Override
    public ByteString read(long from, int count) {
      return ByteString.copyOf(content.current, (int) from, count);
    }

    @Override
    public void append(ByteString bytes) throws IOException {
      int fitting = (int) Math.min(bytes.size(), bytesFree);
      int end = content.current.length;
      byte[] longer = Arrays.copyOf(content.current, end + fitting);
      System.arraycopy(bytes.toByteArray(), 0, longer, end, fitting);
      content.current = longer;
      bytesFree -= fitting;
      if (fitting < bytes.size()) {
        throw new IOException("the simulated disk is full; make room and start again");
      }
    }

    @Override
    public void truncate(long size) {
      content.current = Arrays.copyOf(content.current, (int) size);
    }

    @Override
    public void sync() {
      content.synced = content.current.clone();
    }

    @Override
    public void close() {}
  }
}
