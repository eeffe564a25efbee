package org.specie.node.signing;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.ledger.api.block.Block;

/** A final block whose outputs are being signed. */
final class OpenBlock {
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LATE_NANOS_MAX = TimeUnit.SECONDS.toNanos(4);

  private final Block block;
  private final SigningSeats.Seats seats;
  private final OutputsOfBlock outputs;
  private final TreeSet<Integer> heard = new TreeSet<>();
  private final TreeSet<Integer> taken = new TreeSet<>();
  private long askAt;
  private long patience = LATE_NANOS;

  /** Since when there are shares enough that have not been put together. */
  private Optional<Long> untriedSince = Optional.empty();

  OpenBlock(Block block, SigningSeats.Seats seats, OutputsOfBlock outputs, long now) {
    this.block = block;
    this.seats = seats;
    this.outputs = outputs;
    this.askAt = now + LATE_NANOS;
  }

  Block block() {
    return block;
  }

  SigningSeats.Seats seats() {
    return seats;
  }

  OutputsOfBlock outputs() {
    return outputs;
  }

  boolean isSigned() {
    return outputs.missing().isEmpty();
  }

  Optional<Long> untriedSince() {
    return untriedSince;
  }

  /** There are shares that may be enough now. */
  void hasMore(long now) {
    untriedSince = untriedSince.or(() -> Optional.of(now));
  }

  /** All shares there are have been put together. */
  void tried() {
    untriedSince = Optional.empty();
  }

  boolean hasEnough() {
    return taken.size() >= seats.key().threshold();
  }

  /** Takes what an operator gave that has a seat at this height; nothing of anybody else. */
  boolean take(String operator, SortedMap<OutputPlace, G1> given) {
    int seat = seats.place(operator);
    if (seat == 0 || !taken.add(seat)) {
      return false;
    }
    SortedMap<OutputPlace, PartialSignature> partial = new TreeMap<>();
    given.forEach((place, value) -> partial.put(place, new PartialSignature(seat, value)));
    outputs.add(new ShareReport(seat, partial, Optional.empty()));
    return true;
  }

  /**
   * Reads what an operator sent, once, and takes it. A message that is not of just these outputs is
   * told and not read, so what somebody can have read here costs no more than honest shares.
   */
  boolean read(String operator, SigningMessage.Shares message) {
    int seat = seats.place(operator);
    if (seat == 0 || !heard.add(seat)) {
      return false;
    }
    Optional<SortedMap<OutputPlace, G1>> given =
        message.count() == outputs.all().size() ? points(message) : Optional.empty();
    if (given.isEmpty()) {
      outputs.add(
          new ShareReport(
              seat, new TreeMap<>(), Optional.of("sent what are no shares of these outputs")));
    }
    return given.isPresent() && take(operator, given.get());
  }

  private Optional<SortedMap<OutputPlace, G1>> points(SigningMessage.Shares message) {
    try {
      SortedMap<OutputPlace, G1> points = message.read();
      return List.copyOf(points.keySet()).equals(outputs.all())
          ? Optional.of(points)
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** When others are asked for what is missing. */
  long askAt() {
    return askAt;
  }

  /** Its turn begins now: until here it waited for others. */
  void itsTurn(long now) {
    askAt = Math.max(askAt, now + LATE_NANOS);
  }

  /** Others are being asked; the next time it takes longer. */
  void asked(long now) {
    patience = Math.min(2 * patience, LATE_NANOS_MAX);
    askAt = now + patience;
  }
}
