package org.specie.ledger.sbft.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * The durable memory of what a replica said. {@link #append} any number of records, {@link #sync}
 * once, then let the messages go: one disk flush for a whole turn of the event loop. After any
 * {@link IOException} the log takes nothing more and has to be opened again, because nobody knows
 * what a failed write or flush left on the disk.
 *
 * <p>Opening copies what it found into a new segment and flushes that, so that a record given back
 * is durable even if an earlier flush failed and the operating system forgot about it. One thread.
 * Source: docs/spec/25-sbft-engine.md, section 2.
 */
public final class ConsensusLog implements AutoCloseable {
  /** What opening came to. */
  public sealed interface Opening {
    /**
     * The log with all that was ever durable in it, and perhaps records whose flush was cut short.
     *
     * @param records what the replica recorded, in order; none in a new log
     * @param tornBytes what a crash left behind the last whole record
     */
    record Sound(ConsensusLog log, List<ByteString> records, long tornBytes) implements Opening {
      public Sound {
        records = List.copyOf(records);
      }
    }

    /**
     * There is no log. Who knows that nothing was ever said begins with {@link #startOver}; anybody
     * else must not vote.
     */
    record Absent() implements Opening {}

    /** Something durable cannot be read: the replica must not vote; {@link #startOver} is next. */
    record Damaged(String what) implements Opening {}
  }

  private static final int CHUNK_BYTES = 1024 * 1024;

  private final LogFiles files;
  private final Hash32 owner;
  private final LogLimits limits;
  private LogFile file;
  private long segment;
  private long segmentBytes;
  private long earlierBytes;
  private long segmentStart;
  private long sequence;
  private long durable;
  private boolean isBroken;

  private ConsensusLog(
      LogFiles files, Hash32 owner, LogLimits limits, LogFile file, long segment, long sequence) {
    this.files = files;
    this.owner = owner;
    this.limits = limits;
    this.file = file;
    this.segment = segment;
    this.sequence = sequence;
    this.durable = sequence;
  }

  /**
   * Opens the log of {@code owner} in {@code files}.
   *
   * @param owner names ledger and replica, so that no other log is taken for this one
   */
  public static Opening open(LogFiles files, Hash32 owner, LogLimits limits) throws IOException {
    return switch (new LogRecovery(files, owner, limits).find()) {
      case LogRecovery.Found.Damaged(String what) -> new Opening.Damaged(what);
      case LogRecovery.Found.Nothing nothing -> new Opening.Absent();
      case LogRecovery.Found.Sound sound -> {
        settle(files, owner, sound);
        ConsensusLog log =
            create(
                files,
                owner,
                limits,
                sound.lastSegment() + 1,
                sound.lastSequence(),
                sound.records());
        yield new Opening.Sound(log, sound.records(), sound.tornBytes());
      }
    };
  }

  /**
   * Begins a log with {@code first}, in place of a damaged one if there is any. A crash in between
   * leaves it damaged or absent as it was.
   */
  public static ConsensusLog startOver(
      LogFiles files, Hash32 owner, LogLimits limits, List<ByteString> first) throws IOException {
    List<Long> segments = SegmentName.segments(files.list());
    long newest = segments.isEmpty() ? 0 : segments.getLast();
    return create(files, owner, limits, newest + 1, 0, first);
  }

  /** Cuts what is torn, so that the segment is whole before another follows it. */
  private static void settle(LogFiles files, Hash32 owner, LogRecovery.Found.Sound sound)
      throws IOException {
    for (long each : SegmentName.segments(files.list())) {
      if (each > sound.lastSegment()) {
        files.delete(SegmentName.of(each));
        files.syncDirectory();
      }
    }
    try (LogFile last = files.open(SegmentName.of(sound.lastSegment()))) {
      last.truncate(sound.bytesSound());
      last.sync();
      Frame confirmation =
          new Frame(
              Frame.Kind.CONFIRMATION,
              sound.lastSequence(),
              sound.lastSequence(),
              ByteString.EMPTY);
      last.append(encode(new Frame.Place(owner, sound.lastSegment()), List.of(confirmation)));
      last.sync();
    }
  }

  private static ConsensusLog create(
      LogFiles files,
      Hash32 owner,
      LogLimits limits,
      long segment,
      long sequence,
      List<ByteString> survivors)
      throws IOException {
    LogFile file = files.create(SegmentName.of(segment));
    ConsensusLog log = new ConsensusLog(files, owner, limits, file, segment, sequence);
    try {
      log.writeBase(survivors);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return log;
  }

  /** Appends {@code records}, which are durable after the next {@link #sync}. */
  public void append(List<ByteString> records) throws IOException {
    begin();
    long bytes = 0;
    for (ByteString each : records) {
      Check.that(each.size() <= limits.recordBytesMax(), "a record fits its limit");
      bytes += Frame.HEADER_BYTES + each.size();
    }
    if (segmentBytes + bytes > limits.segmentBytesMax() && sequence > segmentStart) {
      rotate();
    }
    writeRecords(records);
    isBroken = false;
  }

  /** Makes everything appended durable. */
  public void sync() throws IOException {
    begin();
    if (durable < sequence) {
      file.sync();
      confirm();
    }
    isBroken = false;
  }

  /**
   * Replaces the whole log by {@code survivors}: what is to be known after a stable checkpoint. All
   * or nothing: a crash in between leaves the old log.
   */
  public void checkpoint(List<ByteString> survivors) throws IOException {
    begin();
    settle();
    long before = segment;
    LogFile old = file;
    file = files.create(SegmentName.of(before + 1));
    segment = before + 1;
    old.close();
    writeBase(survivors);
    isBroken = false;
  }

  /** Number of the last record appended; what survived a checkpoint is counted again. */
  public long sequence() {
    return sequence;
  }

  /** Bytes written since the log was last replaced, what survived then included. */
  public long bytes() {
    return earlierBytes + segmentBytes;
  }

  /** Closes the log; what was appended is durable then. The files stay the caller's to close. */
  @Override
  public void close() throws IOException {
    if (!isBroken) {
      begin();
      settle();
    }
    file.close();
  }

  private void begin() {
    Check.that(!isBroken, "a log that failed is opened again before it is used");
    isBroken = true;
  }

  private void rotate() throws IOException {
    settle();
    file.close();
    file = files.create(SegmentName.of(segment + 1));
    segment++;
    earlierBytes += segmentBytes;
    segmentBytes = 0;
    segmentStart = sequence;
    write(List.of(new Frame(Frame.Kind.START, sequence, durable, ByteString.EMPTY)));
    file.sync();
    files.syncDirectory();
    confirm();
  }

  private void settle() throws IOException {
    file.sync();
    confirm();
    file.sync();
  }

  private void confirm() throws IOException {
    durable = sequence;
    write(List.of(new Frame(Frame.Kind.CONFIRMATION, sequence, durable, ByteString.EMPTY)));
  }

  private void writeBase(List<ByteString> survivors) throws IOException {
    earlierBytes = 0;
    segmentBytes = 0;
    byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(survivors.size()).array();
    write(List.of(new Frame(Frame.Kind.BASE, sequence, durable, ByteString.copyOf(count))));
    file.sync();
    writeRecords(survivors);
    segmentStart = sequence;
    file.sync();
    files.syncDirectory();
    confirm();
    deleteAllBut(files, List.of(segment));
  }

  private void writeRecords(List<ByteString> records) throws IOException {
    List<Frame> chunk = new ArrayList<>();
    long bytes = 0;
    for (ByteString each : records) {
      sequence++;
      chunk.add(new Frame(Frame.Kind.RECORD, sequence, durable, each));
      bytes += each.size();
      if (bytes >= CHUNK_BYTES) {
        write(chunk);
        chunk.clear();
        bytes = 0;
      }
    }
    if (!chunk.isEmpty()) {
      write(chunk);
    }
  }

  private void write(List<Frame> frames) throws IOException {
    ByteString bytes = encode(new Frame.Place(owner, segment), frames);
    file.append(bytes);
    segmentBytes += bytes.size();
  }

  private static ByteString encode(Frame.Place place, List<Frame> frames) {
    byte[] out = new byte[frames.stream().mapToInt(Frame::size).sum()];
    int at = 0;
    for (Frame frame : frames) {
      frame.write(place, out, at);
      at += frame.size();
    }
    return ByteString.copyOf(out);
  }

  private static void deleteAllBut(LogFiles files, List<Long> kept) throws IOException {
    boolean isAnyDeleted = false;
    for (long each : SegmentName.segments(files.list())) {
      if (!kept.contains(each)) {
        files.delete(SegmentName.of(each));
        isAnyDeleted = true;
      }
    }
    if (isAnyDeleted) {
      files.syncDirectory();
    }
  }
}
