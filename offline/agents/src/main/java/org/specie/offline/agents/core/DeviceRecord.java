package org.specie.offline.agents.core;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * A device as the core knows it. Spec: docs/spec/54-agents.md 3.3.
 *
 * @param id its number
 * @param key what it signs requests with
 * @param deviceClass one class
 * @param partition 0 to 65,535
 * @param owner the pseudonym it was given, and no other device ever
 * @param status whether it gets credentials
 * @param lastNumber of its last request; 0 before the first
 * @param lastSums it reported then
 * @param lent all loads that were signed for it, together
 */
public record DeviceRecord(
    DeviceId id,
    P256Key key,
    DeviceClasses deviceClass,
    int partition,
    OwnerId owner,
    DeviceStatus status,
    int lastNumber,
    Sums lastSums,
    Amount lent) {
  private static final int PARTITION_MAX = 0xffff;

  public DeviceRecord {
    Check.that(deviceClass.isSingle(), "a device is of one class");
    Check.that(0 <= partition && partition <= PARTITION_MAX, "a partition fits two bytes");
    Check.that(lastNumber >= 0, "requests are numbered from 1");
    Check.that(OfflineAmount.fits(lent), "an offline amount lies below 2^40");
  }

  /** A device that was just brought into use. */
  public static DeviceRecord fresh(
      DeviceId id, P256Key key, DeviceClasses deviceClass, int partition, OwnerId owner) {
    return new DeviceRecord(
        id, key, deviceClass, partition, owner, DeviceStatus.ACTIVE, 0, Sums.NONE, Amount.ZERO);
  }

  /** Whether nothing was heard from it and nothing lent to it: as yet it is nobody's money. */
  boolean isUnused() {
    return fresh(id, key, deviceClass, partition, owner).equals(this);
  }

  /** Whether {@code other} was registered with the same data. */
  boolean isSameDevice(DeviceRecord other) {
    return fresh(id, key, deviceClass, partition, owner)
        .equals(fresh(other.id, other.key, other.deviceClass, other.partition, other.owner));
  }

  DeviceRecord with(DeviceStatus next) {
    return new DeviceRecord(
        id, key, deviceClass, partition, owner, next, lastNumber, lastSums, lent);
  }

  DeviceRecord after(DeviceReport report) {
    return new DeviceRecord(
        id, key, deviceClass, partition, owner, status, report.number(), report.sums(), lent);
  }

  DeviceRecord lent(Amount total) {
    return new DeviceRecord(
        id, key, deviceClass, partition, owner, status, lastNumber, lastSums, total);
  }

  /** Appends the one encoding, 144 bytes. */
  public void encode(Encoder out) {
    out.fixed(id.bytes()).fixed(key.point()).u8(deviceClass.mask()).u16(partition);
    out.fixed(owner.bytes()).u8(status.code()).u32(lastNumber);
    lastSums.encode(out);
    OfflineAmount.encode(out, lent);
  }

  /** Reads a record. */
  public static DeviceRecord decode(Decoder in) throws MalformedInput {
    DeviceId id = DeviceId.decode(in);
    P256Key key = P256Key.decode(in);
    DeviceClasses deviceClass = DeviceClasses.decode(in);
    if (!deviceClass.isSingle()) {
      throw new MalformedInput("a device is of one class");
    }
    return new DeviceRecord(
        id,
        key,
        deviceClass,
        in.u16(),
        OwnerId.decode(in),
        DeviceStatus.decode(in),
        in.u32(),
        Sums.decode(in),
        OfflineAmount.decode(in));
  }
}
