package org.specie.ledger.sbft;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/**
 * A lane for each peer: frames of one peer are worked on in their order, those of different peers
 * side by side. Whoever brings a frame works on it himself, which saves waking somebody, as long as
 * there are not more at it than there are workers; else, and after many in a row, a worker does.
 * What one peer has waiting or in work is bounded in number and bytes, so that whoever floods is
 * heard less and costs nobody else a frame.
 */
final class Intake implements AutoCloseable {
  /**
   * What to do with a frame; {@code taken} is run, once, when nothing of it is in work any more.
   */
  @FunctionalInterface
  interface Work {
    void on(String peer, ByteString frame, Runnable taken);
  }

  /** After so many frames in a row a lane lets the others go first. */
  private static final int IN_A_ROW_MAX = 32;

  private static final int CLOSE_MS_MAX = 30_000;

  /** What a lane says to a frame. */
  private enum Offered {
    REFUSED,
    /** Somebody is at the lane, or will be. */
    SERVED,
    /** Somebody has to begin. */
    IDLE
  }

  private final class Lane implements Runnable {
    private final String peer;
    private final Queue<ByteString> waiting = new ArrayDeque<>();
    private int frames;
    private long bytes;
    private boolean isScheduled;

    private Lane(String peer) {
      this.peer = peer;
    }

    private synchronized Offered offer(ByteString frame) {
      if (frames >= config.peerFramesMax() || bytes + frame.size() > config.peerBytesMax()) {
        return Offered.REFUSED;
      }
      frames++;
      bytes += frame.size();
      waiting.add(frame);
      Offered offered = isScheduled ? Offered.SERVED : Offered.IDLE;
      isScheduled = true;
      return offered;
    }

    private synchronized void taken(int size) {
      frames--;
      bytes -= size;
    }

    private synchronized @Nullable ByteString next() {
      ByteString frame = waiting.poll();
      isScheduled = frame != null;
      return frame;
    }

    @Override
    public void run() {
      for (int i = 0; i < IN_A_ROW_MAX; i++) {
        ByteString frame = next();
        if (frame == null) {
          return;
        }
        int size = frame.size();
        work.on(peer, frame, () -> taken(size));
      }
      schedule(this);
    }
  }

  private final SbftConfig config;
  private final EngineMetrics metrics;
  private final Work work;
  private final Consumer<Throwable> failed;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor workers;
  private final AtomicInteger helping = new AtomicInteger();

  Intake(SbftConfig config, EngineMetrics metrics, Work work, Consumer<Throwable> failed) {
    this.config = config;
    this.metrics = metrics;
    this.work = work;
    this.failed = failed;
    this.workers =
        new ThreadPoolExecutor(
            config.workers(),
            config.workers(),
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("specie-intake-", 0).daemon(true).factory());
    // A flood finds all threads there are; it does not make any.
    workers.prestartAllCoreThreads();
  }

  /**
   * Takes a frame of {@code peer}, or drops and counts it. Works on it at once if nobody is at that
   * peer's lane.
   */
  void received(String peer, ByteString frame) {
    metrics.count(Event.FRAME_RECEIVED);
    Lane lane = lanes.computeIfAbsent(peer, Lane::new);
    switch (lane.offer(frame)) {
      case REFUSED -> metrics.count(Event.FRAME_OVERFLOW);
      case SERVED -> {}
      case IDLE -> begin(lane);
    }
  }

  private void begin(Lane lane) {
    if (helping.incrementAndGet() <= config.workers()) {
      serve(lane);
    } else {
      schedule(lane);
    }
    helping.decrementAndGet();
  }

  private void serve(Lane lane) {
    try {
      lane.run();
    } catch (RuntimeException | Error e) {
      // The edge of a thread: whatever it is, it is a bug, and the engine stops for it.
      failed.accept(e);
    }
  }

  private void schedule(Lane lane) {
    try {
      workers.execute(() -> serve(lane));
    } catch (RejectedExecutionException e) {
      metrics.count(Event.FRAME_OVERFLOW);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(CLOSE_MS_MAX, TimeUnit.MILLISECONDS)) {
        failed.accept(new IllegalStateException("a worker does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
