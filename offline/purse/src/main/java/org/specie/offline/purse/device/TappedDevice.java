package org.specie.offline.purse.device;

import java.io.IOException;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.receipt.Token;

/**
 * A device that somebody holds to a host that it does not know: it pays small amounts on nobody's
 * word, and says what it paid. Nothing that it answers is believed before it was verified; after an
 * {@link IOException} {@link #result} tells, if it is the same device. Spec:
 * docs/spec/60-card-at-a-till.md, section 2.
 */
public interface TappedDevice {
  /** Pays, or answers what it paid for this token before, whatever amount is named now. */
  PayAnswer pay(PayOrder order) throws IOException;

  /** What it paid for {@code token}; it pays nothing now. */
  Result result(Token token) throws IOException;
}
