package org.specie.services.auditor;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.link.Link;
import org.specie.services.auditor.message.AuditorCodec;
import org.specie.services.auditor.message.AuditorCodec.Answered;
import org.specie.services.auditor.message.AuditorCodec.Asked;
import org.specie.services.auditor.message.Introduction;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;

/**
 * Puts an {@link Auditor} behind the links of a listener: introduces it, and answers each question
 * on a thread of its own, never more of them than the limits say. Every refusal is counted under
 * its number. Safe for many threads.
 */
public final class AuditorPort implements ClientHandler, AutoCloseable {
  private static final long CLOSE_MS = 10_000;

  private final Auditor auditor;
  private final Hash32 certificateKey;
  private final AuditorLimits limits;
  private final Entropy entropy;
  private final Semaphore all;
  private final Map<Link, Caller> callers = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("specie-auditor-", 0).factory());

  /**
   * @param certificateKey SHA-256 of the key in the certificate that the listener shows
   */
  public AuditorPort(
      Auditor auditor, Hash32 certificateKey, AuditorLimits limits, Entropy entropy) {
    this.auditor = auditor;
    this.certificateKey = certificateKey;
    this.limits = limits;
    this.entropy = entropy;
    this.all = new Semaphore(limits.openMax());
  }

  /** One connection. */
  private final class Caller {
    private final Link link;
    private final Introduction introduction;
    private final Semaphore open = new Semaphore(limits.openPerConnectionMax());

    Caller(Link link) {
      this.link = link;
      this.introduction =
          auditor.introduction(certificateKey, Hash32.of(entropy.bytes(Hash32.SIZE)));
    }

    void received(ByteString frame) {
      long number = AuditorCodec.number(frame).orElse(0L);
      Asked asked;
      try {
        asked = AuditorCodec.decodeQuestion(frame);
      } catch (MalformedInput e) {
        send(number, new Reply.Refused(AuditorReason.MALFORMED.code()));
        return;
      }
      if (!open.tryAcquire()) {
        send(number, new Reply.Refused(AuditorReason.BUSY.code()));
      } else if (!all.tryAcquire()) {
        open.release();
        send(number, new Reply.Refused(AuditorReason.BUSY.code()));
      } else {
        begin(asked);
      }
    }

    private void begin(Asked asked) {
      try {
        threads.execute(
            () -> {
              try {
                send(asked.number(), answer(asked.question()));
              } finally {
                all.release();
                open.release();
              }
            });
      } catch (RejectedExecutionException e) {
        all.release();
        open.release();
        link.end(TransportReason.CLOSED_HERE);
      }
    }

    private Reply answer(Question question) {
      return switch (question) {
        case Question.Approve shown -> auditor.approve(shown);
        case Question.OfTheDesk desk ->
            auditor.isOfTheDesk(desk, introduction)
                ? ofTheDesk(desk)
                : new Reply.Refused(AuditorReason.NOT_OF_THE_DESK.code());
      };
    }

    private Reply ofTheDesk(Question.OfTheDesk question) {
      return switch (question) {
        case Question.Look _ -> auditor.look(refusals());
        case Question.Decide decide -> auditor.decide(decide);
      };
    }

    private void send(long number, Reply reply) {
      if (reply instanceof Reply.Refused(int code)) {
        refusals.computeIfAbsent(code, _ -> new LongAdder()).increment();
      }
      offer(AuditorCodec.encode(new Answered(number, reply)));
    }

    void offer(ByteString frame) {
      if (!link.offer(frame)) {
        link.end(TransportReason.SLOW_READER);
      }
    }
  }

  @Override
  public void connected(Link link) {
    Caller caller = new Caller(link);
    callers.put(link, caller);
    caller.offer(caller.introduction.encode());
  }

  @Override
  public void received(Link link, ByteString frame) {
    @Nullable Caller caller = callers.get(link);
    if (caller != null) {
      caller.received(frame);
    }
  }

  @Override
  public void disconnected(Link link, TransportReason reason) {
    callers.remove(link);
  }

  /** How many questions were refused for the reason of each number. */
  public SortedMap<Integer, Long> refusals() {
    SortedMap<Integer, Long> counted = new TreeMap<>();
    refusals.forEach((code, count) -> counted.put(code, count.sum()));
    return counted;
  }

  /** Takes nothing more, and waits for what is being answered. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      boolean _ = threads.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
