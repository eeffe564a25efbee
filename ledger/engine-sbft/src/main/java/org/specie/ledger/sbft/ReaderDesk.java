package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.link.ReaderLine;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.transfer.TransferLimits;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.ledger.sbft.transfer.TransferSource;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Serves readers what state transfer serves operators, and nothing else: whatever a reader says of
 * consensus is refused and counted. Each question is answered on the link's own thread, one at a
 * time among all readers and no faster than a number of bytes a second, so that readers wait for
 * each other and never does a replica for them. Source: docs/spec/25-sbft-engine.md, section 9.
 */
final class ReaderDesk implements AutoCloseable {
  /** What all readers together are sent in a second. */
  static final long BYTES_PER_SECOND = 48L << 20;

  /** What a question costs of it at least. */
  private static final long QUESTION_BYTES = 16L << 10;

  /** Readers that are told apart; the one heard of longest ago is forgotten for another. */
  private static final int READERS_MAX = 1_024;

  private static final int CHECKPOINTS_MAX = 64;

  private record Certified(BlockHeader header, CommitCertificate certificate) {}

  private final Stopwatch stopwatch;
  private final BlockLog blocks;
  private final EngineMetrics metrics;
  private final Supplier<Optional<StartCertificate>> start;
  private final Consumer<Throwable> failed;
  private final Deque<Certified> stable = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition closing = lock.newCondition();

  // Guarded by the lock.
  private final TransferSource source;
  private final Map<String, ReplicaId> numbers = new LinkedHashMap<>();
  private long freeAtNanos = System.nanoTime();
  private int numbered;
  private boolean isClosed;

  ReaderDesk(
      TransferLimits limits,
      Stopwatch stopwatch,
      Snapshots snapshots,
      BlockLog blocks,
      EngineMetrics metrics,
      Supplier<Optional<StartCertificate>> start,
      Consumer<Throwable> failed) {
    this.stopwatch = stopwatch;
    this.blocks = blocks;
    this.metrics = metrics;
    this.start = start;
    this.failed = failed;
    this.source = new TransferSource(limits, snapshots, blocks);
  }

  /** The state of a stable checkpoint may be offered from now on. Never waits for readers. */
  void stable(long height) throws IOException {
    Optional<BlockHeader> header = blocks.header(height);
    Optional<CommitCertificate> certificate = blocks.readCertificate(height);
    if (header.isEmpty() || certificate.isEmpty()) {
      return;
    }
    synchronized (stable) {
      stable.addLast(new Certified(header.get(), certificate.get()));
      if (stable.size() > CHECKPOINTS_MAX) {
        stable.removeFirst();
      }
    }
  }

  /** Answers a reader, in its own time and on its own thread. */
  void read(ReaderLine reader, ByteString frame) {
    metrics.count(Event.READER_ASKED);
    try {
      Optional<ByteString> answer = inTurn(reader, frame);
      if (answer.isPresent()) {
        boolean isTaken = reader.offer(answer.get());
        metrics.count(isTaken ? Event.READER_ANSWERED : Event.READER_TOO_SLOW);
      }
    } catch (IOException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ByteString> inTurn(ReaderLine reader, ByteString frame)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!awaitTurn()) {
        return Optional.empty();
      }
      Optional<ByteString> answer = answer(reader, frame);
      metrics.count(Event.READER_REFUSED, answer.isEmpty() ? 1 : 0);
      int bytes = frame.size() + answer.map(ByteString::size).orElse(0);
      freeAtNanos += TimeUnit.SECONDS.toNanos(Math.max(QUESTION_BYTES, bytes)) / BYTES_PER_SECOND;
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private Optional<ByteString> answer(ReaderLine reader, ByteString frame) throws IOException {
    Optional<FrameKind> kind = FrameKind.of(frame);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    ByteString payload = FrameKind.payload(frame);
    return switch (kind.get()) {
      case TRANSFER -> transfer(reader, payload);
      case START -> start.get().flatMap(each -> each.answer(payload));
      case CONSENSUS, SIDE -> Optional.empty();
    };
  }

  private Optional<ByteString> transfer(ReaderLine reader, ByteString payload) throws IOException {
    TransferMessage asked;
    try {
      asked = TransferMessage.decode(payload);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
    for (Certified each : newlyStable()) {
      source.stable(each.header(), each.certificate());
    }
    long now = stopwatch.ms();
    source.tick(now);
    ReplicaId number = number(reader.name());
    Optional<ByteString> answer = source.answer(number, asked, now).map(TransferMessage::encode);
    // The link's queue has it or dropped it: either way it is bounded there.
    source.written(number, answer.map(ByteString::size).orElse(0));
    return answer.map(FrameKind.TRANSFER::frame);
  }

  /** Waits until what was sent before is paid for; false if the desk closes meanwhile. */
  private boolean awaitTurn() throws InterruptedException {
    freeAtNanos = Math.max(freeAtNanos, System.nanoTime());
    long left = freeAtNanos - System.nanoTime();
    while (left > 0 && !isClosed) {
      left = closing.awaitNanos(left);
    }
    return !isClosed;
  }

  private List<Certified> newlyStable() {
    synchronized (stable) {
      List<Certified> taken = List.copyOf(stable);
      stable.clear();
      return taken;
    }
  }

  private ReplicaId number(String reader) {
    ReplicaId known = numbers.get(reader);
    if (known == null) {
      if (numbers.size() == READERS_MAX) {
        numbers.remove(numbers.keySet().iterator().next());
      }
      known = new ReplicaId(numbered++ % READERS_MAX);
      numbers.put(reader, known);
    }
    return known;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      source.close();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
