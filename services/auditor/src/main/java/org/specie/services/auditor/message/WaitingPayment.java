package org.specie.services.auditor.message;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.auditor.decision.ShownPayment;

/** A payment before a person, and since when. */
public record WaitingPayment(ShownPayment payment, long sinceSeconds) {
  void encode(Encoder out) {
    payment.encode(out);
    out.u64(sinceSeconds);
  }

  static WaitingPayment decode(Decoder in) throws MalformedInput {
    return new WaitingPayment(ShownPayment.decode(in), in.u64());
  }

  @Override
  public String toString() {
    return "WaitingPayment[redacted]";
  }
}
