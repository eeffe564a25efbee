package org.specie.services.auditor.asking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Link;
import org.specie.services.auditor.AuditorLimits;
import org.specie.services.auditor.message.AuditorCodec;
import org.specie.services.auditor.message.AuditorCodec.Answered;
import org.specie.services.auditor.message.AuditorCodec.Asked;
import org.specie.services.auditor.message.Introduction;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;

/**
 * A line to one auditor, for one question at a time; it is dialled when something is asked. Nothing
 * is shown before whoever answers has proven that it holds the auditor's key. Safe for many
 * threads. Source: docs/spec/42-auditor.md, section 1.
 */
public final class AuditorLine implements AutoCloseable {
  /** Frames that may lie unread: an introduction and late answers. */
  private static final int FRAMES_MAX = 16;

  /** A line that ended while nothing was asked is dialled once more. */
  private static final int DIALS_MAX = 2;

  private final AuditorPlace place;
  private final Hash32 ledger;
  private final long deadlineMs;
  private final ClientDialer dialer;
  private @Nullable Live live;
  private long asked;

  /**
   * @param ledger the identity of the ledger
   * @param route on which its place is reached
   * @param deadlineMs for one answer, dialling included
   */
  public AuditorLine(
      AuditorPlace place,
      Hash32 ledger,
      Route route,
      Trust trust,
      TransportPorts ports,
      long deadlineMs) {
    this.place = place;
    this.ledger = ledger;
    this.deadlineMs = deadlineMs;
    this.dialer = new ClientDialer(route, AuditorLimits.LINK, Optional.empty(), trust, ports);
  }

  /** A connection on which the auditor has introduced itself. */
  private record Live(Link link, Inbox inbox, Introduction introduction) {}

  /** What comes in on one link. */
  private static final class Inbox implements ClientHandler {
    private final BlockingQueue<Optional<ByteString>> frames = new ArrayBlockingQueue<>(FRAMES_MAX);

    @Override
    public void connected(Link link) {}

    @Override
    public void received(Link link, ByteString frame) {
      if (!frames.offer(Optional.of(frame))) {
        link.end(TransportReason.BROKEN);
      }
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {
      // If there is no room for the end, whoever waits reads what is there first and asks the link.
      boolean _ = frames.offer(Optional.empty());
    }

    ByteString next(long deadlineNanos, String whose) throws IOException {
      try {
        long left = Math.max(0, deadlineNanos - System.nanoTime());
        return Optional.ofNullable(frames.poll(left, TimeUnit.NANOSECONDS))
            .orElseThrow(() -> new IOException(whose + " keeps silent"))
            .orElseThrow(() -> new IOException("the line to " + whose + " ended"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while " + whose + " was asked");
      }
    }
  }

  /** A question that may have to be made for the connection it is asked on. */
  private interface Asking {
    Question on(Introduction introduction);
  }

  /** Where it leads. */
  public AuditorPlace place() {
    return place;
  }

  /** Shows a payment; what the auditor answers is not verified here. */
  public Reply approve(Question.Approve shown) throws IOException {
    return ask(_ -> shown);
  }

  /** Looks at how the auditor is, and at what waits, with the key of its desk. */
  public Reply look(Ed25519SecretKey desk) throws IOException {
    return ask(
        introduction -> new Question.Look(signed(desk, introduction, AuditorCodec.lookContent())));
  }

  /** Hands in a person's decision, with the key of the auditor's desk. */
  public Reply decide(
      Ed25519SecretKey desk, Hash32 core, boolean approved, String by, String grounds)
      throws IOException {
    return ask(
        introduction ->
            new Question.Decide(
                core,
                approved,
                by,
                grounds,
                signed(
                    desk, introduction, AuditorCodec.decideContent(core, approved, by, grounds))));
  }

  private ByteString signed(Ed25519SecretKey desk, Introduction introduction, ByteString content) {
    return desk.sign(introduction.deskStatement(ledger, content));
  }

  private synchronized Reply ask(Asking asking) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    IOException last = new IOException("no line to " + place.name());
    for (int dial = 0; dial < DIALS_MAX; dial++) {
      @Nullable Live known = live;
      boolean isKnown = known != null && known.link().isLive();
      Live line = known != null && isKnown ? known : open(deadline);
      live = line;
      try {
        return answer(line, asking.on(line.introduction()), deadline);
      } catch (IOException e) {
        line.link().end(TransportReason.CLOSED_HERE);
        live = null;
        if (!isKnown) {
          throw e;
        }
        last = e;
      }
    }
    throw last;
  }

  private Reply answer(Live line, Question question, long deadline) throws IOException {
    long number = ++asked;
    ByteString frame = AuditorCodec.encode(new Asked(number, question));
    if (!line.link().offer(frame)) {
      throw new IOException("the line to " + place.name() + " ended");
    }
    try {
      while (true) {
        Answered answered = AuditorCodec.decodeReply(line.inbox().next(deadline, place.name()));
        if (answered.number() == number) {
          return answered.reply();
        }
      }
    } catch (MalformedInput e) {
      throw new IOException(place.name() + " answers with what is no reply", e);
    }
  }

  private Live open(long deadline) throws IOException {
    Inbox inbox = new Inbox();
    Outcome<Link> dialled =
        dialer.connect(
            place.endpoint(), Role.AUDITOR, Optional.of(new PeerName(place.name())), inbox);
    Link link =
        switch (dialled) {
          case Outcome.Accepted<Link>(Link made) -> made;
          case Outcome.Refused<Link>(TransportReason reason) ->
              throw new IOException(
                  "no line to %s at %s: %d %s"
                      .formatted(place.name(), place.endpoint(), reason.code(), reason.sentence()));
        };
    try {
      return new Live(link, inbox, introduced(link, inbox.next(deadline, place.name())));
    } catch (IOException e) {
      link.end(TransportReason.CLOSED_HERE);
      throw e;
    }
  }

  private Introduction introduced(Link link, ByteString frame) throws IOException {
    try {
      Introduction introduction = Introduction.decode(frame);
      boolean isIt =
          introduction.key().equals(place.key())
              && link.certificate()
                  .map(PeerCertificate::key)
                  .filter(shown -> introduction.holds(ledger, shown))
                  .isPresent();
      if (isIt) {
        return introduction;
      }
    } catch (MalformedInput e) {
      throw new IOException(place.name() + " does not introduce itself", e);
    }
    throw new IOException(
        "at " + place.endpoint() + " is somebody who does not hold the key of " + place.name());
  }

  @Override
  public synchronized void close() {
    dialer.close();
  }
}
