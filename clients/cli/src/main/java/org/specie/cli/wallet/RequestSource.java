package org.specie.cli.wallet;

import java.io.IOException;
import org.specie.cli.LinkSource;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestLink;

/**
 * A payment request, from wherever it was given: a link, a file with one, a picture of its code.
 */
final class RequestSource {
  private static final LinkSource SOURCE =
      new LinkSource(RequestLink.SCHEME, RequestLink.LENGTH_MAX, WalletReason.REQUEST_UNREADABLE);

  private RequestSource() {}

  /** Reads the request that {@code where} is, or that stands in the file it names. */
  static Answer<PaymentRequest> read(Surroundings surroundings, String where) throws IOException {
    UsageMistake mistake =
        new UsageMistake(
            "'" + where + "' is neither an address nor a payment request nor a file.",
            "give spc1…, 0x…, specie:…, or the name of a file");
    return SOURCE.read(surroundings, where, mistake).then(RequestSource::link);
  }

  private static Answer<PaymentRequest> link(String text) {
    try {
      return Answer.done(RequestLink.read(text));
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.REQUEST_UNREADABLE, "(" + e.getMessage() + ")");
    }
  }
}
