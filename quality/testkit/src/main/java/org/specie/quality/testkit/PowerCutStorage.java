package org.specie.quality.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/**
 * A storage whose machine loses power: at the chosen write, and from then on for every call. What
 * the disk has by then stays in the storage behind it, which the test opens again under a new
 * supply. Closing this one leaves the disk alone.
 */
public final class PowerCutStorage implements Storage {
  private final Storage disk;
  private final PowerSupply power;

  public PowerCutStorage(Storage disk, PowerSupply power) {
    this.disk = disk;
    this.power = power;
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    power.requireOn();
    return disk.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (!power.failsNow()) {
      disk.write(batch);
      return;
    }
    switch (power.cut()) {
      case BEFORE -> {}
      case AFTER -> disk.write(batch);
      case TORN -> disk.write(firstHalf(batch));
    }
    throw new PowerLost(power.writes());
  }

  private static Batch firstHalf(Batch batch) {
    List<Batch.Change> changes = batch.changes();
    Batch half = new Batch();
    for (Batch.Change change : changes.subList(0, changes.size() / 2)) {
      if (change.value().isPresent()) {
        half.put(change.key(), change.value().get());
      } else {
        half.delete(change.key());
      }
    }
    return half;
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    power.requireOn();
    disk.scan(prefix, from, visitor);
  }

  @Override
  public void close() {}
}
