package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.LinkSource;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.Membership;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestAtProvider;
import org.specie.wallet.request.RequestLink;

/**
 * A payment request, from wherever it was given: a link, a file with one, a picture of its code.
 */
final class RequestSource {
  private static final LinkSource SOURCE =
      new LinkSource(RequestLink.SCHEME, RequestLink.LENGTH_MAX, WalletReason.REQUEST_UNREADABLE);

  private RequestSource() {}

  /**
   * Reads the request that {@code where} is, or that stands in the file it names, or that lies with
   * a provider it leads to.
   *
   * @param own the provider of whoever reads it, if there is one
   * @param isVisit whether another provider may be asked, and see where this machine is
   */
  static Answer<PaymentRequest> read(
      Surroundings surroundings, String where, Optional<Membership> own, boolean isVisit)
      throws IOException {
    UsageMistake mistake =
        new UsageMistake(
            "'" + where + "' is neither an address nor a payment request nor a file.",
            "give spc1…, 0x…, specie:…, or the name of a file");
    return SOURCE
        .read(surroundings, where, mistake)
        .then(text -> RequestAtProvider.isLink(text) ? fetched(text, own, isVisit) : link(text));
  }

  private static Answer<PaymentRequest> fetched(
      String text, Optional<Membership> own, boolean isVisit) throws IOException {
    RequestAtProvider link;
    try {
      link = RequestAtProvider.read(text);
    } catch (MalformedInput e) {
      return unreadable(e);
    }
    Optional<ServiceAddress> known =
        own.map(Membership::address).filter(each -> each.toString().equals(link.provider()));
    Optional<ServiceAddress> address =
        known.isPresent() || !isVisit
            ? known
            : ServiceAddress.parse(link.provider(), ServerTrust.system());
    return address.isPresent()
        ? Membership.fetch(link, address.get())
        : Answer.refused(WalletReason.REQUEST_ELSEWHERE, "(" + link.provider() + ")");
  }

  private static Answer<PaymentRequest> unreadable(MalformedInput e) {
    return Answer.refused(WalletReason.REQUEST_UNREADABLE, "(" + e.getMessage() + ")");
  }

  private static Answer<PaymentRequest> link(String text) {
    try {
      return Answer.done(RequestLink.read(text));
    } catch (MalformedInput e) {
      return unreadable(e);
    }
  }
}
