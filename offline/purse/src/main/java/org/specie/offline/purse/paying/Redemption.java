package org.specie.offline.purse.paying;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/**
 * Turns payments that were received into balance, those of one token in their order. Spec:
 * docs/spec/52-purse.md 4.4.
 */
public final class Redemption {
  private final Receiving receiving;
  private final SecureDevice device;

  public Redemption(Receiving receiving, SecureDevice device) {
    this.receiving = receiving;
    this.device = device;
  }

  /**
   * Shows the device everything that is not redeemed yet. What it refuses stays, with what comes
   * after it on the same token, and is answered with the reason.
   */
  public Map<TokenId, Reason> redeemAll() throws IOException {
    Map<TokenId, Reason> refused = new LinkedHashMap<>();
    for (Token each : receiving.unredeemed()) {
      TokenId id = each.configuration().id();
      if (!refused.containsKey(id)) {
        switch (device.redeem(each)) {
          case RedeemAnswer.Redeemed _ -> receiving.markRedeemed(each);
          case RedeemAnswer.Refused(Reason reason) -> refused.put(id, reason);
        }
      }
    }
    return refused;
  }
}
