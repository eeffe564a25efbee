package org.specie.offline.agents.supply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.token.signature.P256Key;

/**
 * Which devices left which works, who has them, and which of them arrived at this station. Spec:
 * docs/spec/57-station.md section 9.
 */
public final class SupplyBook implements Station.Supply {
  private static final int BATCH = 1;
  private static final int DEVICE = 2;
  private static final int HANDOVER = 3;
  private static final int STATE = 4;
  private static final int ACCEPTED = 5;
  private static final String DAMAGED = "the book of supplies is damaged; restore it from a copy";

  private final Storage storage;
  private final Set<Ed25519PublicKey> makers;
  private final Ed25519PublicKey station;

  /** The book of the station with this key, which knows these makers. */
  public SupplyBook(Storage storage, Set<Ed25519PublicKey> makers, Ed25519PublicKey station) {
    this.storage = storage;
    this.makers = Set.copyOf(makers);
    this.station = station;
  }

  /**
   * How a batch stands.
   *
   * @param holder who has it
   * @param handovers how often it was handed over
   * @param last digest of the last handover
   * @param made devices that the maker says it has
   * @param counted at the last handover
   * @param accepted by this station so far
   */
  public record Standing(
      Ed25519PublicKey holder, int handovers, Hash32 last, int made, int counted, int accepted) {
    /** Devices that got lost on the way. */
    public int lost() {
      return made - counted;
    }

    /** Devices that were counted last and did not come to the station yet. */
    public int awaited() {
      return counted - accepted;
    }

    private ByteString encode() {
      return new Encoder()
          .fixed(holder.bytes())
          .u32(handovers)
          .hash(last)
          .u16(made)
          .u16(counted)
          .u16(accepted)
          .toByteString();
    }

    private static Standing decode(ByteString bytes) throws IOException {
      try {
        Decoder in = new Decoder(bytes);
        Standing read =
            new Standing(
                Ed25519PublicKey.decode(in.fixed(Ed25519PublicKey.SIZE)),
                in.u32(),
                in.hash(),
                in.u16(),
                in.u16(),
                in.u16());
        in.end();
        return read;
      } catch (MalformedInput e) {
        throw new IOException(DAMAGED, e);
      }
    }
  }

  private static ByteString key(int kind, ByteString name) {
    return new Encoder().u8(kind).fixed(name).toByteString();
  }

  private static ByteString handoverKey(ByteString batch, int number) {
    return new Encoder().u8(HANDOVER).fixed(batch).u32(number).toByteString();
  }

  /** How a batch stands, if it was imported. */
  public synchronized Optional<Standing> standing(ByteString batch) throws IOException {
    Optional<ByteString> value = storage.get(key(STATE, batch));
    return value.isPresent() ? Optional.of(Standing.decode(value.get())) : Optional.empty();
  }

  /** Takes a batch in, once; every device of it or none. */
  public synchronized Verdict importBatch(ByteString bytes) throws IOException {
    DeviceBatch batch;
    try {
      batch = DeviceBatch.decode(bytes);
    } catch (MalformedInput _) {
      return Verdict.refused(AgentReason.MALFORMED);
    }
    if (!makers.contains(batch.maker()) || !batch.isGood()) {
      return Verdict.refused(StationReason.BATCH_FALSE);
    }
    Optional<ByteString> known = storage.get(key(BATCH, batch.id()));
    if (known.isPresent()) {
      return known.get().equals(bytes)
          ? Verdict.accepted()
          : Verdict.refused(StationReason.DEVICE_IN_OTHER_BATCH);
    }
    Storage.Batch all = new Storage.Batch();
    for (P256Key each : batch.points()) {
      if (storage.get(key(DEVICE, each.point())).isPresent()) {
        return Verdict.refused(StationReason.DEVICE_IN_OTHER_BATCH);
      }
      all.put(key(DEVICE, each.point()), batch.id());
    }
    int made = batch.points().size();
    Standing standing = new Standing(batch.maker(), 0, Hash32.ZERO, made, made, 0);
    storage.write(
        all.put(key(BATCH, batch.id()), bytes).put(key(STATE, batch.id()), standing.encode()));
    return Verdict.accepted();
  }

  /** Notes that a batch went on; the same handover again changes nothing. */
  public synchronized Verdict handOver(ByteString bytes) throws IOException {
    Handover handover;
    try {
      handover = Handover.decode(bytes);
    } catch (MalformedInput _) {
      return Verdict.refused(AgentReason.MALFORMED);
    }
    Handover.Terms terms = handover.terms();
    ByteString place = handoverKey(terms.batch(), terms.number());
    Optional<Standing> standing = standing(terms.batch());
    if (standing.isPresent() && storage.get(place).filter(bytes::equals).isPresent()) {
      return Verdict.accepted();
    }
    if (standing.isEmpty() || !follows(standing.get(), terms) || !handover.isGood()) {
      return Verdict.refused(StationReason.NOT_HANDED_OVER);
    }
    Standing next =
        new Standing(
            terms.to(),
            terms.number(),
            handover.digest(),
            standing.get().made(),
            terms.count(),
            standing.get().accepted());
    storage.write(
        new Storage.Batch().put(place, bytes).put(key(STATE, terms.batch()), next.encode()));
    return Verdict.accepted();
  }

  /** Devices do not grow more on the way, and what was taken into use went on no more. */
  private static boolean follows(Standing standing, Handover.Terms terms) {
    return terms.number() == standing.handovers() + 1
        && terms.previous().equals(standing.last())
        && terms.from().equals(standing.holder())
        && terms.count() <= standing.counted()
        && standing.accepted() == 0;
  }

  @Override
  public synchronized Verdict accept(P256Key point) throws IOException {
    Optional<ByteString> batch = storage.get(key(DEVICE, point.point()));
    if (batch.isEmpty()) {
      return Verdict.refused(StationReason.NOT_SUPPLIED);
    }
    if (storage.get(key(ACCEPTED, point.point())).isPresent()) {
      return Verdict.accepted();
    }
    Standing standing = standing(batch.get()).orElseThrow(() -> new IOException(DAMAGED));
    if (!standing.holder().equals(station) || standing.awaited() == 0) {
      return Verdict.refused(StationReason.NOT_SUPPLIED);
    }
    Standing next =
        new Standing(
            standing.holder(),
            standing.handovers(),
            standing.last(),
            standing.made(),
            standing.counted(),
            standing.accepted() + 1);
    storage.write(
        new Storage.Batch()
            .put(key(ACCEPTED, point.point()), ByteString.EMPTY)
            .put(key(STATE, batch.get()), next.encode()));
    return Verdict.accepted();
  }

  /** Who had a batch, from its maker on. */
  public synchronized List<Handover> trail(ByteString batch) throws IOException {
    List<Handover> trail = new ArrayList<>();
    ByteString prefix = key(HANDOVER, batch);
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          try {
            trail.add(Handover.decode(value));
          } catch (MalformedInput e) {
            throw new IOException(DAMAGED, e);
          }
          return true;
        });
    return trail;
  }
}
