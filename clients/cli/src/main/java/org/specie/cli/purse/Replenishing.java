package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.journal.Upkeep;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.Minutes;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.ShownClass;

/**
 * Gets a purse what it is to be kept in from agents that are processes. Spec:
 * docs/spec/52-purse.md, clauses 8.6 to 8.8.
 */
final class Replenishing {
  private static final int PAYMENTS_MAX = 65_535;
  private static final int WISHED_DAYS = 366;
  private static final int MINUTES_PER_DAY = 1_440;

  private Replenishing() {}

  /**
   * The agent's address as it is kept.
   *
   * @throws UsageMistake it is none
   */
  static ServiceAddress address(String url) {
    return ServiceAddress.parse(url, ServerTrust.system())
        .filter(_ -> Upkeep.isAddress(url))
        .orElseThrow(
            () ->
                new UsageMistake(
                    "'" + url + "' is no address of an agent",
                    "write it as https://host:port or http://host:port, with nothing after it"));
  }

  /**
   * Goes on to the class key that the certifier shows, then gets what is lacking: from the one
   * agent also what the other one does not give. Payments that were received go back to the
   * factory. The first refusal.
   *
   * @param folder of the purse
   */
  static Verdict of(
      KeptPurse purse, Path folder, Upkeep upkeep, Surroundings surroundings, Minutes now)
      throws IOException {
    ServiceAddress certifier = address(upkeep.certifier());
    Supplies supplies = upkeep.supplies();
    try (DistantAgents agents = new DistantAgents(certifier, address(upkeep.factory()))) {
      CredentialManager manager = purse.credentials(agents, surroundings.entropy());
      Optional<IOException> silent = Optional.empty();
      Verdict classes = Verdict.accepted();
      Verdict keys = Verdict.accepted();
      try {
        classes = goOn(manager, ShownClass.all(certifier), now);
        keys = manager.refillKeys(supplies, now);
      } catch (IOException e) {
        silent = Optional.of(e);
      }
      Verdict tokens = manager.refillTokens(supplies, wish(purse, now).encode(), now);
      giveBack(purse, agents, upkeep.factory(), folder);
      if (silent.isPresent()) {
        throw silent.get();
      }
      return Stream.of(classes, keys, tokens)
          .filter(each -> !each.isAccepted())
          .findFirst()
          .orElse(Verdict.accepted());
    }
  }

  /** A factory that does not take payments back now is no reason to lack keys or tokens. */
  private static void giveBack(KeptPurse purse, DistantAgents agents, String factory, Path folder) {
    try {
      GivingBack.giveBack(purse, agents, factory, folder);
    } catch (IOException _) {
      // What was not given back is given the next time.
    }
  }

  private static Verdict goOn(CredentialManager manager, List<Chain> shown, Minutes now)
      throws IOException {
    for (Chain each : shown) {
      manager.meet(each, now);
    }
    return manager.adopt(shown.isEmpty() ? Chain.NONE : shown.getLast(), now);
  }

  /** As much as the root allows; the factory cuts it to its policy. */
  private static TokenWish wish(KeptPurse purse, Minutes now) {
    KeyCert root = purse.issuer().root();
    Minutes until = new Minutes(now.sinceEpoch() + WISHED_DAYS * MINUTES_PER_DAY);
    return new TokenWish(false, root.classes(), PAYMENTS_MAX, until, root.limits());
  }
}
