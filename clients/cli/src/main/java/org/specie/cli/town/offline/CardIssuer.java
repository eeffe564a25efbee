package org.specie.cli.town.offline;

import org.specie.kernel.core.Amount;
import org.specie.offline.agents.station.Station;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;

/** An issuer as those know it who have cards of it, wherever its roles run. */
public interface CardIssuer extends Agents {
  /** New Israeli shekel, ISO 4217. */
  Currency CURRENCY = new Currency(376, 2);

  DeviceClasses CLASS = DeviceClasses.only(0);
  int PARTITION = 1;
  Limits LIMITS = new Limits(Amount.parse("1000.00"), Amount.parse("9000.00"));

  /** A crowd of two hides nobody; a real issuer waits for a thousand. */
  int CROWD_MIN = 2;

  /** How many payment keys its class key is for. */
  long CLASS_QUOTA = 10_000;

  /** How long its class key is valid. */
  int CLASS_DAYS = 30;

  /** Where cards are prepared and loaded. */
  Station station();

  /** What it tells everybody. */
  IssuerDocument document();

  /** Under which class key devices pay. */
  default Credentials credentials() {
    return document().credentials();
  }

  /** All between the root and a payment. */
  default Chain chain() {
    return document().chain();
  }

  /** Somebody who knows the root and what stands under it. */
  default TokenVerifier verifier() {
    return document().verifier();
  }
}
