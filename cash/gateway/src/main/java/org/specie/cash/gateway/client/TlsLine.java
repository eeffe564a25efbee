package org.specie.cash.gateway.client;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.specie.cash.gateway.message.MessageCodec;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.ReplyParts;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.link.Link;

/**
 * A line to one replica over TLS, for as many questions at a time as there are. It is dialled when
 * something is asked and there is no link; questions under way on a link that breaks fail at once.
 */
final class TlsLine implements ReplicaLine {
  /** Questions that may wait for answers. */
  private static final int OPEN_MAX = 4096;

  /** Whoever asks has given up long before. */
  private static final long FORGET_SECONDS = 180;

  private record Waiting(Link link, CompletableFuture<Reply> reply) {}

  private final ClientDialer dialer;
  private final Duration longestPause;
  private final Endpoint endpoint;
  private final PeerName operator;
  private final Role role;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("specie-line-", 0).factory());
  private @Nullable Link live;
  private long failedAt;
  private Duration pause = Route.SHORTEST_PAUSE;
  private Optional<TransportReason> failure = Optional.empty();

  /**
   * @param longestPause for which a replica that could not be reached is left alone
   */
  TlsLine(
      ClientDialer dialer, Duration longestPause, Endpoint endpoint, PeerName operator, Role role) {
    this.dialer = dialer;
    this.longestPause = longestPause;
    this.endpoint = endpoint;
    this.operator = operator;
    this.role = role;
  }

  @Override
  public String name() {
    return operator.text();
  }

  @Override
  public boolean isOperator() {
    return role == Role.OPERATOR;
  }

  @Override
  public CompletionStage<Reply> ask(Request request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    if (waiting.size() >= OPEN_MAX) {
      reply.completeExceptionally(
          new IOException("more than " + OPEN_MAX + " questions wait for " + operator));
      return reply;
    }
    try {
      threads.execute(() -> send(request, reply));
    } catch (RejectedExecutionException e) {
      reply.completeExceptionally(new IOException("the line to " + operator + " was closed", e));
    }
    return reply;
  }

  private void send(Request request, CompletableFuture<Reply> reply) {
    Link link;
    try {
      link = link();
    } catch (IOException e) {
      reply.completeExceptionally(e);
      return;
    }
    long number = numbers.incrementAndGet();
    waiting.put(number, new Waiting(link, reply));
    var _ =
        reply
            .orTimeout(FORGET_SECONDS, TimeUnit.SECONDS)
            .whenComplete((_, _) -> waiting.remove(number));
    if (!link.offer(MessageCodec.encode(new Asked(number, request))) || !link.isLive()) {
      reply.completeExceptionally(new IOException("the line to " + operator + " broke"));
    }
  }

  /** The link there is, or a new one. */
  private synchronized Link link() throws IOException {
    if (live != null && live.isLive()) {
      return live;
    }
    if (failure.isPresent() && System.nanoTime() - failedAt < pause.toNanos()) {
      throw unreachable(failure.get());
    }
    switch (dialer.connect(endpoint, role, Optional.of(operator), new Replies())) {
      case Outcome.Accepted<Link>(var made) -> {
        live = made;
        pause = Route.SHORTEST_PAUSE;
        failure = Optional.empty();
        return made;
      }
      case Outcome.Refused<Link>(var reason) -> {
        if (failure.isPresent()) {
          Duration doubled = pause.multipliedBy(2);
          pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
        failedAt = System.nanoTime();
        failure = Optional.of(reason);
        throw unreachable(reason);
      }
    }
  }

  private IOException unreachable(TransportReason reason) {
    return new IOException(
        "no line to "
            + operator
            + " at "
            + endpoint
            + ": "
            + reason.code()
            + " "
            + reason.sentence());
  }

  /** What comes back on one link; called by one thread. */
  private final class Replies implements ClientHandler {
    private final Map<Long, ReplyParts> begun = new HashMap<>();

    @Override
    public void connected(Link link) {}

    @Override
    public void received(Link link, ByteString frame) {
      try {
        long number = ReplyParts.number(frame);
        Waiting asker = waiting.get(number);
        if (asker == null || !asker.link().equals(link)) {
          begun.remove(number);
          return;
        }
        Optional<ByteString> whole =
            begun.computeIfAbsent(number, _ -> new ReplyParts()).add(frame);
        if (whole.isPresent()) {
          begun.remove(number);
          answered(number, asker, MessageCodec.decodeReply(whole.get()));
        }
      } catch (MalformedInput e) {
        // An honest replica sends no such thing; nothing it says is waited for any longer.
        link.end(TransportReason.BROKEN);
      }
    }

    private void answered(long number, Waiting asker, Answered answered) throws MalformedInput {
      if (answered.number() != number) {
        throw new MalformedInput("a reply says which request it answers, twice alike");
      }
      asker.reply().complete(answered.reply());
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {
      IOException broken =
          new IOException(
              "the line to " + operator + " ended: " + reason.code() + " " + reason.sentence());
      waiting.values().stream()
          .filter(each -> each.link().equals(link))
          .forEach(each -> each.reply().completeExceptionally(broken));
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    synchronized (this) {
      if (live != null) {
        live.end(TransportReason.CLOSED_HERE);
      }
    }
  }
}
