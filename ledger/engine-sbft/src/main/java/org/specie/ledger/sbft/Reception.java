package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.message.MessageCodec.Enveloped;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/**
 * Reads the frames of peers and sends each where it belongs. What is for the state machine is
 * decoded and verified here, before it gets there: a message that is none never does, and the
 * answers to what the state machine will ask are remembered by then. Called by many workers.
 */
final class Reception implements Intake.Work {
  private static final int AHEAD_WAITING_MAX = 64;

  private final ReplicatedApplication application;
  private final Stopwatch stopwatch;
  private final Inbox inbox;
  private final PeerSights sights;
  private final SideLine side;
  private final Transfers transfers;
  private final EngineMetrics metrics;
  private final Supplier<Optional<Epoch>> epoch;
  private final Consumer<Throwable> failed;
  private final ExecutorService ahead;
  private volatile Optional<StartCertificate> start = Optional.empty();

  Reception(
      ReplicatedApplication application,
      Stopwatch stopwatch,
      Inbox inbox,
      PeerSights sights,
      SideLine side,
      Transfers transfers,
      EngineMetrics metrics,
      Supplier<Optional<Epoch>> epoch,
      Consumer<Throwable> failed) {
    this.application = application;
    this.stopwatch = stopwatch;
    this.inbox = inbox;
    this.sights = sights;
    this.side = side;
    this.transfers = transfers;
    this.metrics = metrics;
    this.epoch = epoch;
    this.failed = failed;
    // Saves time and decides nothing, so what does not fit is left out.
    this.ahead =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(AHEAD_WAITING_MAX),
            Thread.ofPlatform().name("specie-ahead-", 0).daemon(true).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  void answerFor(StartCertificate certificate) {
    start = Optional.of(certificate);
  }

  Optional<StartCertificate> start() {
    return start;
  }

  void connected(String operator) {
    start.ifPresent(each -> each.connected(operator));
  }

  @Override
  public void on(String peer, ByteString frame, Runnable taken) {
    sights.heard(peer, stopwatch.ms());
    Optional<FrameKind> kind = FrameKind.of(frame);
    if (kind.isEmpty()) {
      metrics.count(Event.FRAME_MALFORMED);
      taken.run();
      return;
    }
    ByteString payload = FrameKind.payload(frame);
    switch (kind.get()) {
      case CONSENSUS -> consensus(peer, payload, taken);
      case SIDE -> {
        side.received(peer, payload);
        taken.run();
      }
      case START -> {
        boolean isRead = start.map(each -> each.received(peer, payload)).orElse(true);
        metrics.count(Event.FRAME_MALFORMED, isRead ? 0 : 1);
        taken.run();
      }
      case TRANSFER ->
          metrics.count(Event.FRAME_MALFORMED, transfers.received(peer, payload, taken) ? 0 : 1);
    }
  }

  private void consensus(String peer, ByteString payload, Runnable taken) {
    Optional<Epoch> now = epoch.get();
    Optional<ReplicaId> sender = now.flatMap(each -> each.replica(peer));
    try {
      Enveloped enveloped = MessageCodec.decode(payload);
      boolean isCurrent = now.isPresent() && enveloped.epoch() == now.get().number();
      if (isCurrent && sender.isPresent()) {
        Optional<Message> message = verified(now.get(), sender.get(), peer, enveloped.message());
        if (message.isPresent()) {
          inbox.happened(new Input.Received(sender.get(), enveloped.epoch(), message.get()), taken);
          return;
        }
      } else {
        sights.saidEpoch(peer, enveloped.epoch());
        metrics.refused(isCurrent ? ConsensusReason.UNKNOWN_REPLICA : ConsensusReason.OTHER_EPOCH);
      }
    } catch (MalformedInput e) {
      metrics.count(Event.FRAME_MALFORMED);
    } catch (IOException e) {
      failed.accept(e);
    }
    taken.run();
  }

  private Optional<Message> verified(Epoch now, ReplicaId sender, String peer, Message message)
      throws IOException {
    now.ahead().verify(sender, message);
    return switch (message) {
      case Message.Request request -> admissible(request);
      case Message.PrePrepare prePrepare -> {
        verifyAhead(prePrepare.batch().transactions());
        yield Optional.of(message);
      }
      case Message.Status status -> {
        sights.said(peer, now.number(), status.executed().number(), !status.isRejoining());
        yield Optional.of(message);
      }
      default -> Optional.of(message);
    };
  }

  /** A replica vouches for nothing that another hands over: this application is asked too. */
  private Optional<Message> admissible(Message.Request request) throws IOException {
    List<Transaction> transactions = request.transactions();
    List<Transaction> admitted = new ArrayList<>();
    List<Admission> admissions = admissions(transactions);
    for (int i = 0; i < admissions.size(); i++) {
      if (admissions.get(i).isAdmitted()) {
        admitted.add(transactions.get(i));
      }
    }
    metrics.count(Event.TRANSACTION_RELAYED_REFUSED, transactions.size() - admitted.size());
    return admitted.isEmpty() ? Optional.empty() : Optional.of(new Message.Request(admitted));
  }

  /** None while a state that others have sent takes the place of this one. */
  private List<Admission> admissions(List<Transaction> transactions) throws IOException {
    try {
      return application.checkAll(transactions);
    } catch (IOException e) {
      if (application.position().isEmpty()) {
        return List.of();
      }
      throw e;
    }
  }

  private void verifyAhead(List<Transaction> transactions) {
    if (!transactions.isEmpty()) {
      ahead.execute(() -> application.verifyAhead(transactions));
    }
  }

  void close() {
    ahead.shutdownNow();
  }
}
