package org.specie.ledger.sbft.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;

/**
 * A directory in memory that keeps apart what is synced and what is not. It can fail at a chosen
 * operation, run out of space, and lose power: then each unsynced name and byte survives or not.
 */
final class FragileFiles implements LogFiles {
  /** What fails from a chosen operation on. */
  static final class PowerLost extends IOException {
    private static final long serialVersionUID = 1L;

    PowerLost() {
      super("power lost");
    }
  }

  private static final class Content {
    private byte[] synced = new byte[0];
    private byte[] current = new byte[0];
  }

  private Map<String, Content> durableNames = new TreeMap<>();
  private final Map<String, Content> names = new TreeMap<>();
  private int operationsLeft = Integer.MAX_VALUE;
  private long bytesLeft = Long.MAX_VALUE;
  private boolean isSyncFailing;

  /** The operation after {@code count} more of them fails, and all that follow. */
  void failAfter(int count) {
    operationsLeft = count;
  }

  /** Writing fails beyond {@code count} more bytes. */
  void fillUpAfter(long count) {
    bytesLeft = count;
  }

  void failSyncs() {
    isSyncFailing = true;
  }

  /** Power returns: of each file, {@code percent} of what was not synced is there. */
  FragileFiles afterPowerLoss(int percent, boolean areNamesKept) {
    FragileFiles restarted = new FragileFiles();
    (areNamesKept ? names : durableNames)
        .forEach(
            (name, content) -> {
              Content survived = new Content();
              int unsynced = content.current.length - content.synced.length;
              int kept =
                  unsynced > 0
                      ? content.synced.length + (int) ((long) unsynced * percent / 100)
                      : percent >= 50 ? content.current.length : content.synced.length;
              byte[] from =
                  kept <= content.current.length && unsynced >= 0
                      ? content.current
                      : content.synced;
              survived.current = Arrays.copyOf(from, kept);
              survived.synced = survived.current.clone();
              restarted.names.put(name, survived);
            });
    restarted.durableNames = new TreeMap<>(restarted.names);
    return restarted;
  }

  FragileFiles copy() {
    return afterPowerLoss(100, true);
  }

  byte[] bytes(String name) {
    return require(name).current;
  }

  private Content require(String name) {
    return Optional.ofNullable(names.get(name)).orElseThrow();
  }

  void put(String name, byte[] bytes) {
    Content content = new Content();
    content.current = bytes;
    content.synced = bytes.clone();
    names.put(name, content);
    durableNames.put(name, content);
  }

  private void operate() throws IOException {
    if (operationsLeft <= 0) {
      throw new PowerLost();
    }
    operationsLeft--;
  }

  @Override
  public List<String> list() {
    return new ArrayList<>(names.keySet());
  }

  @Override
  public LogFile create(String name) throws IOException {
    operate();
    if (names.containsKey(name)) {
      throw new IOException(name + " exists");
    }
    Content content = new Content();
    names.put(name, content);
    return new Open(content);
  }

  @Override
  public LogFile open(String name) {
    return new Open(require(name));
  }

  @Override
  public void delete(String name) throws IOException {
    operate();
    names.remove(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    operate();
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
      int fitting = (int) Math.min(bytes.size(), bytesLeft);
      boolean isCut = operationsLeft <= 0;
      int end = content.current.length;
      content.current = Arrays.copyOf(content.current, end + fitting);
      System.arraycopy(bytes.toByteArray(), 0, content.current, end, fitting);
      bytesLeft -= fitting;
      if (isCut) {
        throw new PowerLost();
      }
      operate();
      if (fitting < bytes.size()) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      operate();
      content.current = Arrays.copyOf(content.current, (int) size);
    }

    @Override
    public void sync() throws IOException {
      operate();
      if (isSyncFailing) {
        throw new IOException("input/output error");
      }
      content.synced = content.current.clone();
    }

    @Override
    public void close() {}
  }
}
