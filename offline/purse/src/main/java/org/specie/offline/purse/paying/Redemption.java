package org.specie.offline.purse.paying;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
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
        switch (redeem(each)) {
          case RedeemAnswer.Redeemed _ -> receiving.markRedeemed(each);
          case RedeemAnswer.Refused(Reason reason) -> refused.put(id, reason);
        }
      }
    }
    return refused;
  }

  /** Redeems; a device that lacks the payer's class learns it from here, as the host did. */
  private RedeemAnswer redeem(Token token) throws IOException {
    RedeemAnswer answer = device.redeem(token);
    Optional<Chain> chain = receiving.chainOf(token);
    if (!(answer instanceof RedeemAnswer.Refused(Reason reason))
        || reason != TokenReason.UNKNOWN_KEY
        || chain.isEmpty()) {
      return answer;
    }
    for (Certificate each : chain.get().certificates()) {
      if (device.learn(each) instanceof Verdict.Refused(Reason why)) {
        return new RedeemAnswer.Refused(why);
      }
    }
    return device.redeem(token);
  }
}
