package org.specie.offline.agents.station;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * What a card shall become. Spec: docs/spec/57-station.md section 1.
 *
 * @param id given to one card
 * @param owner whose it shall be, from the agent that gives pseudonyms
 * @param currency of its money
 * @param deviceClass one class
 * @param partition 0 to 65,535
 * @param limits without approval of more than a host
 */
public record DevicePlan(
    DeviceId id,
    OwnerId owner,
    Currency currency,
    DeviceClasses deviceClass,
    int partition,
    DeviceLimits limits) {
  /**
   * What a card pays by itself.
   *
   * @param button from which a payment needs it
   * @param tap up to which it pays without a host's word
   * @param cap on all that is paid between two presses
   */
  public record DeviceLimits(Amount button, Amount tap, Amount cap) {
    public DeviceLimits {
      Check.that(
          OfflineAmount.fits(button) && OfflineAmount.fits(tap) && OfflineAmount.fits(cap),
          "limits of a card lie below 2^40");
    }

    void encode(Encoder out) {
      OfflineAmount.encode(out, button);
      OfflineAmount.encode(out, tap);
      OfflineAmount.encode(out, cap);
    }
  }

  public DevicePlan {
    Check.that(deviceClass.isSingle(), "a device is of one class");
  }
}
