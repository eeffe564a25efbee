package org.specie.cli.auditor;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.specie.cash.application.query.Reasons;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.auditor.AuditorReason;
import org.specie.services.auditor.asking.AuditorLine;
import org.specie.services.auditor.asking.AuditorPlace;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;
import org.specie.wallet.Auditors;

/** A wallet's way to the auditors that the description of a network names, one line to each. */
public final class AuditorLines implements Auditors, AutoCloseable {
  private static final long DEADLINE_MS = 14_000;

  private final Map<Ed25519PublicKey, AuditorLine> lines = new LinkedHashMap<>();

  private AuditorLines() {}

  /** Lines to the auditors of {@code network} that take {@code route}; dialled when asked. */
  public static AuditorLines to(
      NetworkDescription network, Route route, Clock clock, Entropy entropy) {
    AuditorLines all = new AuditorLines();
    for (NetworkDescription.Auditor each : network.auditors()) {
      AuditorPlace place = new AuditorPlace(each.name(), each.place(), each.key());
      all.lines.put(place.key(), line(network, place, route, clock, entropy));
    }
    return all;
  }

  /** A line to the auditor at {@code place}. */
  static AuditorLine line(
      NetworkDescription network, AuditorPlace place, Route route, Clock clock, Entropy entropy) {
    return new AuditorLine(
        place,
        network.genesis().ledgerId(),
        route,
        new Trust(network.authority(), clock),
        new TransportPorts(clock, MonotonicClock.SYSTEM, entropy),
        DEADLINE_MS);
  }

  @Override
  public Told ask(Ed25519PublicKey auditor, Showing showing) throws IOException {
    @Nullable AuditorLine line = lines.get(auditor);
    if (line == null) {
      throw new IOException("nobody says where the auditor " + auditor.bytes().toHex() + " is");
    }
    Reply reply =
        line.approve(
            new Question.Approve(showing.transaction(), showing.opening(), showing.words()));
    return switch (reply) {
      case Reply.Approved(ByteString signature) -> new Told.Approved(signature);
      case Reply.Waiting _ -> new Told.Waiting();
      case Reply.Refused(int code) -> new Told.Refused(reason(code), isForGood(code));
      case Reply.Desk _ -> throw new IOException(line.place().name() + " answers something else");
    };
  }

  /** The sentence for the number an auditor answered with. */
  static Reason reason(int code) {
    return AuditorReason.of(code).<Reason>map(each -> each).orElseGet(() -> Reasons.of(code));
  }

  /** What is in the auditor's record; everything else may pass. */
  private static boolean isForGood(int code) {
    return AuditorReason.of(code).filter(AuditorReason::isDecision).isPresent();
  }

  @Override
  public void close() {
    List.copyOf(lines.values()).forEach(AuditorLine::close);
  }
}
