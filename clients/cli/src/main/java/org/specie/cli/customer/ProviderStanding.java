package org.specie.cli.customer;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Listing;
import org.specie.cash.application.state.ProviderRecord;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.wallet.Answer;

/**
 * Whether a customer goes on through its provider: what the ledger's register says of it, proven
 * under the operators' certificates, and that who answers has the key of that entry. Source:
 * docs/spec/44-provider-register.md, section 3.
 */
public final class ProviderStanding {
  /** How old the block may be, by the customer's clock, before more replicas are asked. */
  public static final long AGE_SECONDS_MAX = 3_600;

  private ProviderStanding() {}

  /**
   * What the register says of {@code name}, or 5505.
   *
   * @param nowSeconds by the customer's clock
   */
  public static Answer<Listing> of(String name, LedgerGateway gateway, long nowSeconds)
      throws IOException {
    if (!ProviderName.isName(name)) {
      // No entry can be one of this name, and none proves that the market is open.
      return Answer.refused(CustomerReason.PROVIDER_NOT_LISTED);
    }
    Optional<Listing> listing =
        gateway.provider(new ProviderName(name), Math.max(0, nowSeconds - AGE_SECONDS_MAX));
    return listing.map(Answer::done).orElseGet(() -> Answer.refused(CustomerReason.REGISTER_STALE));
  }

  /** Refuses unless the market is open, or {@code provider} listed and proven to be that one. */
  static Answer<Listing> examine(ProviderClient provider, LedgerGateway gateway, long nowSeconds)
      throws IOException {
    return of(provider.name(), gateway, nowSeconds)
        .then(
            listing -> {
              if (listing.isMarketOpen()) {
                return Answer.done(listing);
              }
              Optional<ProviderRecord> record = listing.provider();
              if (record.isEmpty()) {
                return Answer.refused(CustomerReason.PROVIDER_NOT_LISTED);
              }
              if (!record.get().isListed()) {
                return Answer.refused(CustomerReason.PROVIDER_STRUCK_OFF);
              }
              return isProven(provider, record.get())
                  ? Answer.done(listing)
                  : Answer.refused(CustomerReason.PROVIDER_NOT_PROVEN);
            });
  }

  /** A provider that keeps silent about its key has not shown it. */
  private static boolean isProven(ProviderClient provider, ProviderRecord record) {
    try {
      return provider.isProvenBy(record.key());
    } catch (IOException _) {
      return false;
    }
  }
}
