package org.specie.offline.agents.station;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * Who manages devices: says whose one is, lends value to it, and takes the secrets of an owner who
 * forgot them away. Whoever holds this key makes value on devices. Not a record: it is secret.
 * Spec: docs/spec/51-monebox.md 51.5, 51.8.
 */
public final class Managers {
  private final SigningKey key;

  /** The managers with this key. */
  public Managers(SigningKey key) {
    this.key = key;
  }

  P256Key publicKey() {
    return key.publicKey();
  }

  /** The data of PERSONALISE. */
  ByteString personalise(DeviceId device, OwnerId owner) {
    return ByteString.concat(
        owner.bytes(), key.sign(Domain.OWNER, device.bytes(), owner.bytes()).bytes());
  }

  /** The data of LOAD. */
  ByteString load(DeviceId device, int number, Amount amount) {
    Encoder out = new Encoder().u32(number);
    OfflineAmount.encode(out, amount);
    ByteString order = out.toByteString();
    return ByteString.concat(order, key.sign(Domain.LOAD, device.bytes(), order).bytes());
  }

  /** The data of UNLOCK. */
  ByteString unlock(UnlockRequest request) {
    return ByteString.concat(
        request.asked(), key.sign(Domain.UNLOCK, request.device(), request.asked()).bytes());
  }

  @Override
  public String toString() {
    return "Managers[redacted]";
  }
}
