package org.specie.offline.token.check;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;

/**
 * Whether a token was made by a factory that may make it. A configuration whose signature was
 * verified is remembered by its digest. Spec: docs/spec/50-art.md 5.1.
 */
final class ConfigurationRules {
  /** How many configurations are remembered at most; the first one makes room. */
  static final int REMEMBERED_MAX = 1_024;

  private final KnownKeys keys;
  private final Currency currency;
  private final SequencedSet<Hash32> signed = new LinkedHashSet<>();

  ConfigurationRules(KnownKeys keys, Currency currency) {
    Check.that(
        keys.currencyNumber() == currency.number(), "a root and its tokens are of one currency");
    this.keys = keys;
    this.currency = currency;
  }

  /** Whether {@code configuration} holds at {@code time}. */
  Verdict examine(Configuration configuration, Minutes time) {
    Terms terms = configuration.terms();
    if (!terms.currency().equals(currency)) {
      return Verdict.refused(TokenReason.OTHER_CURRENCY);
    }
    Optional<KeyCert> factory = keys.agent(configuration.factory());
    if (factory.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    if (factory.get().use() != KeyUse.FACTORY) {
      return Verdict.refused(TokenReason.WRONG_USE);
    }
    if (!terms.validity().contains(time)) {
      return Verdict.refused(TokenReason.NOT_VALID_THEN);
    }
    if (!isWithin(terms, factory.get())) {
      return Verdict.refused(TokenReason.WIDER_THAN_ISSUER);
    }
    return isSigned(configuration, factory.get())
        ? Verdict.accepted()
        : Verdict.refused(TokenReason.BAD_SIGNATURE);
  }

  private static boolean isWithin(Terms terms, KeyCert factory) {
    return factory.validity().encloses(terms.validity())
        && factory.classes().containsAll(terms.payers())
        && factory.limits().cover(terms.limits());
  }

  private boolean isSigned(Configuration configuration, KeyCert factory) {
    Hash32 digest = configuration.digest();
    if (signed.contains(digest)) {
      return true;
    }
    keys.countVerification();
    boolean right =
        factory
            .key()
            .verify(Domain.CONFIGURATION, configuration.signature(), configuration.signedBytes());
    if (right) {
      remember(digest);
    }
    return right;
  }

  private void remember(Hash32 digest) {
    signed.add(digest);
    if (signed.size() > REMEMBERED_MAX) {
      signed.removeFirst();
    }
  }
}
