package org.specie.offline.token.receipt;

import org.specie.kernel.core.Check;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Validity;

/**
 * What a token may carry, when, and from whom.
 *
 * @param currency the only one it transports
 * @param payers classes of devices that may pay
 * @param paymentsMax how many payments it collects at most, 1 to 65,535
 * @param validity when payments are made
 * @param limits the largest payment and the largest sum
 */
public record Terms(
    Currency currency, DeviceClasses payers, int paymentsMax, Validity validity, Limits limits) {
  private static final int PAYMENTS_MAX = 0xffff;

  public Terms {
    Check.that(
        0 < paymentsMax && paymentsMax <= PAYMENTS_MAX, "a token collects 1 to 65535 payments");
  }
}
