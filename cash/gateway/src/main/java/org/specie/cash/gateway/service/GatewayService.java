package org.specie.cash.gateway.service;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.ReplyParts;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Takes frames of callers and answers them, each request on a thread of its own that may wait, and
 * never more of them than the limits say: of one caller and of all. Whoever sends what is no
 * request is told so and counted; whoever does not read its answers loses the connection. Safe for
 * many threads. Source: docs/spec/28-gateway.md, section 5.
 */
public final class GatewayService implements AutoCloseable {
  /** The kinds of requests, as they are counted. */
  public static final List<String> KINDS =
      List.of("genesis", "entries", "find", "bucket", "blocks", "submit", "status", "operators");

  private static final long CLOSE_MS = 10_000;

  /** Where the answers to one connection go. */
  public interface Outlet {
    /** Queues a frame; false if there is no room for it. Never waits. */
    boolean offer(ByteString frame);

    /** Ends the connection: the other side does not read. */
    void giveUp();
  }

  /** One connection. */
  public final class Caller {
    private final Outlet outlet;
    private final Semaphore open = new Semaphore(limits.openPerCallerMax());

    private Caller(Outlet outlet) {
      this.outlet = outlet;
    }

    /** Takes a frame; returns at once. */
    public void received(ByteString frame) {
      long number = MessageCodec.number(frame).orElse(0L);
      Asked asked;
      try {
        asked = MessageCodec.decodeRequest(frame);
      } catch (MalformedInput e) {
        refuse(number, GatewayReason.MALFORMED);
        return;
      }
      counters.request(kind(asked.request()));
      if (!open.tryAcquire()) {
        refuse(number, GatewayReason.TOO_MANY_OPEN);
      } else if (!all.tryAcquire()) {
        open.release();
        refuse(number, GatewayReason.BUSY);
      } else {
        begin(asked);
      }
    }

    private void begin(Asked asked) {
      try {
        threads.execute(
            () -> {
              try {
                send(asked.number(), answer(asked.request()));
              } finally {
                all.release();
                open.release();
              }
            });
      } catch (RejectedExecutionException e) {
        all.release();
        open.release();
        refuse(asked.number(), GatewayReason.UNAVAILABLE);
      }
    }

    private void refuse(long number, GatewayReason reason) {
      send(number, new Reply.Refused(reason));
    }

    private void send(long number, Reply reply) {
      if (reply instanceof Reply.Refused(var reason)) {
        counters.refusal(reason.code());
      }
      ByteString bytes = MessageCodec.encode(new Answered(number, reply));
      if (bytes.size() > Reply.BYTES_MAX) {
        refuse(number, GatewayReason.TOO_LARGE);
        return;
      }
      List<ByteString> frames = ReplyParts.split(number, bytes);
      // The parts of one answer stay together and in order, whoever else answers this caller.
      synchronized (this) {
        for (ByteString frame : frames) {
          if (!outlet.offer(frame)) {
            outlet.giveUp();
            return;
          }
        }
      }
    }
  }

  private final Answers answers;
  private final GatewayLimits limits;
  private final GatewayCounters counters = new GatewayCounters();
  private final Semaphore all;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("specie-gateway-", 0).factory());

  public GatewayService(Answers answers, GatewayLimits limits) {
    this.answers = answers;
    this.limits = limits;
    this.all = new Semaphore(limits.openMax());
  }

  /** A new connection, whose answers go to {@code outlet}. */
  public Caller connected(Outlet outlet) {
    return new Caller(outlet);
  }

  /** What has been asked and refused so far. */
  public GatewayCounters counters() {
    return counters;
  }

  /** Requests under way. */
  public int open() {
    return limits.openMax() - all.availablePermits();
  }

  private Reply answer(Request request) {
    try {
      return answers.answer(request);
    } catch (IOException e) {
      // The asker is told that this replica cannot; what failed is the operator's to see.
      return new Reply.Refused(GatewayReason.UNAVAILABLE);
    }
  }

  private static String kind(Request request) {
    return switch (request) {
      case Request.Genesis _ -> "genesis";
      case Request.Entries _ -> "entries";
      case Request.Find _ -> "find";
      case Request.Bucket _ -> "bucket";
      case Request.Blocks _ -> "blocks";
      case Request.Submit _ -> "submit";
      case Request.Status _ -> "status";
      case Request.Operators _ -> "operators";
      case Request.OpeningShare _ -> "opening share";
    };
  }

  /** Takes nothing more; interrupts what still waits. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean _ = threads.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
