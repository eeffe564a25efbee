package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;

/** What the managers of devices signed. Spec: docs/spec/57-station.md 10.4. */
public final class ManagersBook {
  private static final int LOAD = 1;
  private static final int OWNER = 2;
  private static final int UNLOCK = 3;
  private static final String DAMAGED = "the managers' book is damaged; restore it from a copy";

  private final Storage storage;

  /** The book in {@code storage}, which nobody else writes. */
  public ManagersBook(Storage storage) {
    this.storage = storage;
  }

  /**
   * A load that was decided.
   *
   * @param total all loads up to it
   * @param signature once the core counts it
   */
  record Signed(Amount amount, Amount total, Optional<P256Signature> signature) {
    Signed with(P256Signature made) {
      return new Signed(amount, total, Optional.of(made));
    }
  }

  private static ByteString loadKey(DeviceId device, int number) {
    return new Encoder().u8(LOAD).fixed(device.bytes()).u32(number).toByteString();
  }

  Optional<Signed> load(DeviceId device, int number) throws IOException {
    Optional<ByteString> value = storage.get(loadKey(device, number));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(value.get());
      Amount amount = OfflineAmount.decode(in);
      Amount total = OfflineAmount.decode(in);
      Optional<P256Signature> signature =
          in.bool() ? Optional.of(P256Signature.decode(in)) : Optional.empty();
      in.end();
      return Optional.of(new Signed(amount, total, signature));
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  void write(DeviceId device, int number, Signed load) throws IOException {
    Encoder out = new Encoder();
    OfflineAmount.encode(out, load.amount());
    OfflineAmount.encode(out, load.total());
    out.bool(load.signature().isPresent());
    load.signature().ifPresent(each -> out.fixed(each.bytes()));
    storage.write(new Storage.Batch().put(loadKey(device, number), out.toByteString()));
  }

  private static ByteString orderKey(DeviceOrder order) {
    int kind =
        switch (order) {
          case DeviceOrder.Load _ -> LOAD;
          case DeviceOrder.Owner _ -> OWNER;
          case DeviceOrder.Unlock _ -> UNLOCK;
        };
    return new Encoder().u8(kind).fixed(order.encode()).toByteString();
  }

  /** The word that was given for this very order, which is no load. */
  Optional<P256Signature> signature(DeviceOrder order) throws IOException {
    Optional<ByteString> value = storage.get(orderKey(order));
    try {
      return value.isPresent()
          ? Optional.of(P256Signature.decode(new Decoder(value.get())))
          : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** Keeps the word for an order that is no load. */
  void sign(DeviceOrder order, P256Signature signature) throws IOException {
    storage.write(new Storage.Batch().put(orderKey(order), signature.bytes()));
  }
}
