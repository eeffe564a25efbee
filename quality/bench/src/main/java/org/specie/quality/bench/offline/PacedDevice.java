package org.specie.quality.bench.offline;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.receipt.Token;

/**
 * A device that answers a payment no sooner than a card would, because a card of software leaves
 * nobody anything to wait for.
 *
 * @param device that pays
 * @param payNanos a payment takes at least, 0 for as fast as the device is
 */
record PacedDevice(SecureDevice device, long payNanos) implements SecureDevice {
  @Override
  public DeviceState state() throws IOException {
    return device.state();
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    long end = System.nanoTime() + payNanos;
    PayAnswer answer = device.pay(order);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return answer;
  }

  @Override
  public Result result(Token token) throws IOException {
    return device.result(token);
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    return device.redeem(token);
  }

  @Override
  public Verdict learn(Certificate certificate) throws IOException {
    return device.learn(certificate);
  }
}
