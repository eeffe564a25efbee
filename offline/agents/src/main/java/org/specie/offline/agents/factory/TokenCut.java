package org.specie.offline.agents.factory;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;

/** Cuts a wish to what policy and factory allow. Spec: docs/spec/54-agents.md 5.5. */
final class TokenCut {
  private static final int MINUTES_PER_DAY = 1_440;

  private TokenCut() {}

  static Optional<Terms> terms(
      TokenWish wish, TokenPolicy policy, KeyCert factory, Currency currency, Minutes now) {
    int classes = wish.payers().mask() & policy.payers().mask() & factory.classes().mask();
    Optional<Validity> validity = validity(wish, policy, factory, now);
    if (classes == 0 || validity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Terms(
            currency,
            new DeviceClasses(classes),
            Math.min(wish.paymentsMax(), policy.paymentsMax()),
            validity.get(),
            smaller(smaller(wish.limits(), policy.limits()), factory.limits())));
  }

  private static Optional<Validity> validity(
      TokenWish wish, TokenPolicy policy, KeyCert factory, Minutes now) {
    Validity ofFactory = factory.validity();
    if (!ofFactory.contains(now)) {
      return Optional.empty();
    }
    int from = Math.max(now.sinceEpoch() - ArtLayout.SKEW_MINUTES, ofFactory.from().sinceEpoch());
    long days = (long) now.sinceEpoch() + (long) policy.days() * MINUTES_PER_DAY;
    long until =
        Math.min(Math.min(wish.until().sinceEpoch(), ofFactory.until().sinceEpoch()), days);
    return until < now.sinceEpoch()
        ? Optional.empty()
        : Optional.of(new Validity(new Minutes(from), new Minutes(Math.toIntExact(until))));
  }

  private static Limits smaller(Limits one, Limits other) {
    return new Limits(
        smaller(one.payment(), other.payment()), smaller(one.aggregate(), other.aggregate()));
  }

  private static Amount smaller(Amount one, Amount other) {
    return one.covers(other) ? other : one;
  }
}
