package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/** A device with few places for tokens of its own, and none that becomes free. */
final class FullDevice implements SecureDevice {
  private final SecureDevice device;
  private final int places;
  private final Set<TokenId> own = new HashSet<>();

  FullDevice(SecureDevice device, int places) {
    this.device = device;
    this.places = places;
  }

  @Override
  public DeviceState state() throws IOException {
    return device.state();
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    return device.pay(order);
  }

  @Override
  public Result result(Token token) throws IOException {
    return device.result(token);
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    TokenId id = token.configuration().id();
    if (own.size() == places && !own.contains(id)) {
      return new RedeemAnswer.Refused(DeviceReason.REDEEM_TABLE_FULL);
    }
    own.add(id);
    return device.redeem(token);
  }

  @Override
  public Verdict learn(Certificate certificate) throws IOException {
    return device.learn(certificate);
  }
}
