package org.specie.offline.agents.recovery;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.value.OwnerId;

/** What a recovery agent credited, one entry a device. Spec: docs/spec/54-agents.md 7.3. */
public final class RecoveryBook {
  private static final int COUNT = 0;
  private static final int DEVICE = 1;
  private static final String DAMAGED = "the recovery agent's book is damaged; restore it";

  private final Storage storage;

  /** The book in {@code storage}, which nobody else writes. */
  public RecoveryBook(Storage storage) {
    this.storage = storage;
  }

  private static ByteString countKey() {
    return new Encoder().u8(COUNT).toByteString();
  }

  private static ByteString deviceKey(DeviceId device) {
    return new Encoder().u8(DEVICE).fixed(device.bytes()).toByteString();
  }

  /** The answer that was given for the device. */
  Optional<Recovered> answered(DeviceId device) throws IOException {
    Optional<ByteString> value = storage.get(deviceKey(device));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(value.get());
      OwnerId.decode(in);
      return Optional.of(Recovered.decode(in.fixed(in.remaining())));
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** How many devices were recovered. */
  public long count() throws IOException {
    Optional<ByteString> value = storage.get(countKey());
    try {
      return value.isPresent() ? new Decoder(value.get()).u64() : 0;
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** Writes the next entry, which is durable when this returns. */
  void write(RecoveryRecord record, Recovered answer) throws IOException {
    storage.write(
        new Storage.Batch()
            .put(countKey(), new Encoder().u64(answer.entry()).toByteString())
            .put(
                deviceKey(record.device()),
                new Encoder().fixed(record.owner().bytes()).fixed(answer.encode()).toByteString()));
  }
}
