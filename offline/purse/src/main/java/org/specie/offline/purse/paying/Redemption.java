package org.specie.offline.purse.paying;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.journal.RedeemPolicy;
import org.specie.offline.purse.journal.Settings;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.settings.Choices;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/**
 * Turns payments that were received into balance, those of one token in their order. Spec:
 * docs/spec/52-purse.md 4.4.
 */
public final class Redemption {
  private final Receiving receiving;
  private final SecureDevice device;
  private final Choices choices;

  public Redemption(Receiving receiving, SecureDevice device, Choices choices) {
    this.receiving = receiving;
    this.device = device;
    this.choices = choices;
  }

  /**
   * What the owner has chosen to be redeemed when something was received; as {@link #redeemAll}.
   */
  public Map<TokenId, Reason> afterReceiving() throws IOException {
    return choices.settings().redeem() == RedeemPolicy.AT_ONCE ? redeemAll() : Map.of();
  }

  /** The same when a payment is above the balance. */
  Map<TokenId, Reason> beforePaying() throws IOException {
    return choices.settings().redeem() == RedeemPolicy.BY_HAND ? Map.of() : redeemAll();
  }

  /**
   * The same when the owner has due things done: what has waited for as long as is chosen, and,
   * whatever is chosen, everything when one token is over, because its payments are lost a week
   * later.
   */
  public Map<TokenId, Reason> whenDue(Minutes now) throws IOException {
    boolean isDue = receiving.unredeemed().stream().anyMatch(each -> isDue(each, now));
    return isDue ? redeemAll() : Map.of();
  }

  private boolean isDue(Token token, Minutes now) {
    Settings settings = choices.settings();
    Minutes end = token.configuration().terms().validity().until();
    boolean hasWaited =
        settings.redeem() == RedeemPolicy.SCHEDULED
            && token.last().isPresent()
            && now.sinceEpoch() - token.last().get().time().sinceEpoch() >= settings.waitMinutes();
    return hasWaited || end.compareTo(now) < 0;
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
