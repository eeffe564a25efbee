package org.specie.offline.purse.border;

import java.io.IOException;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.receipt.Token;

/** A device behind a line that breaks before a command, or after it and before its answer. */
public record CutDevice(SecureDevice device, Fuse fuse) implements SecureDevice {
  @Override
  public DeviceState state() throws IOException {
    fuse.pass();
    return device.state();
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    fuse.pass();
    PayAnswer answer = device.pay(order);
    fuse.pass();
    return answer;
  }

  @Override
  public Result result(Token token) throws IOException {
    fuse.pass();
    return device.result(token);
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    fuse.pass();
    RedeemAnswer answer = device.redeem(token);
    fuse.pass();
    return answer;
  }

  @Override
  public Verdict learn(Certificate certificate) throws IOException {
    return device.learn(certificate);
  }
}
