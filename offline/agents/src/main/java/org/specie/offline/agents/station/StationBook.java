package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * Which card was given which device id, and what preloads were paid with, before either leaves.
 * Spec: docs/spec/57-station.md section 2.
 */
public final class StationBook {
  private static final int DEVICE = 1;
  private static final int CARD = 2;
  private static final int PRELOAD = 4;
  private static final String DAMAGED = "the station's book is damaged; restore it from a copy";

  private final Storage storage;

  /** The book in {@code storage}, which nobody else writes. */
  public StationBook(Storage storage) {
    this.storage = storage;
  }

  private static ByteString deviceKey(DeviceId id) {
    return new Encoder().u8(DEVICE).fixed(id.bytes()).toByteString();
  }

  private static ByteString cardKey(P256Key point) {
    return new Encoder().u8(CARD).fixed(point.point()).toByteString();
  }

  /** The card that was given this device id. */
  Optional<P256Key> card(DeviceId id) throws IOException {
    return storage
        .get(deviceKey(id))
        .map(value -> new P256Key(value.slice(0, ArtLayout.POINT_SIZE)));
  }

  /** The owner whom the card of this device id was begun for. */
  Optional<OwnerId> owner(DeviceId id) throws IOException {
    return storage
        .get(deviceKey(id))
        .map(value -> new OwnerId(value.slice(ArtLayout.POINT_SIZE, value.size())));
  }

  /** Gives the card this device id and owner; whether it has no other, and nobody else has them. */
  boolean begin(DeviceId id, P256Key card, OwnerId owner) throws IOException {
    Optional<ByteString> known = storage.get(deviceKey(id));
    Optional<ByteString> given = storage.get(cardKey(card));
    ByteString value = ByteString.concat(card.point(), owner.bytes());
    if (known.isEmpty() && given.isEmpty()) {
      storage.write(new Storage.Batch().put(deviceKey(id), value).put(cardKey(card), id.bytes()));
      return true;
    }
    return known.equals(Optional.of(value)) && given.equals(Optional.of(id.bytes()));
  }

  private static ByteString preloadKey(Hash32 token) {
    return new Encoder().u8(PRELOAD).fixed(token.bytes()).toByteString();
  }

  /** Notes what was paid onto {@code token} and for what; whether it was not noted otherwise. */
  boolean preload(Hash32 token, DeviceId id, Amount amount, PaidFor means) throws IOException {
    Encoder out = new Encoder().fixed(id.bytes());
    OfflineAmount.encode(out, amount);
    ByteString noted = out.u8(means.code()).toByteString();
    Optional<ByteString> before = storage.get(preloadKey(token));
    if (before.isEmpty()) {
      storage.write(new Storage.Batch().put(preloadKey(token), noted));
    }
    return before.isEmpty() || before.get().equals(noted);
  }

  /** All that was preloaded for {@code means}. */
  Amount preloaded(PaidFor means) throws IOException {
    List<Amount> amounts = new ArrayList<>();
    List<ByteString> wrong = new ArrayList<>();
    storage.scan(
        new Encoder().u8(PRELOAD).toByteString(),
        ByteString.EMPTY,
        (_, value) -> {
          try {
            Decoder in = new Decoder(value);
            DeviceId _ = DeviceId.decode(in);
            Amount amount = OfflineAmount.decode(in);
            if (in.u8() == means.code()) {
              amounts.add(amount);
            }
            in.end();
          } catch (MalformedInput _) {
            wrong.add(value);
          }
          return true;
        });
    if (!wrong.isEmpty()) {
      throw new IOException(DAMAGED);
    }
    Amount sum = Amount.ZERO;
    for (Amount each : amounts) {
      sum = sum.plus(each);
    }
    return sum;
  }
}
