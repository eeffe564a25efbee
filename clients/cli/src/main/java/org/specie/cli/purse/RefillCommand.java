package org.specie.cli.purse;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.Minutes;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse refill}. Spec: docs/spec/52-purse.md, clause 8.6. */
@Command(
    name = "refill",
    header = {
      "Examples:",
      "  specie purse refill --certifier http://127.0.0.1:7101 --factory http://127.0.0.1:7102",
      ""
    },
    description = {
      "",
      "Gets the card payment keys and the purse tokens, from the issuer's certifier and factory at"
          + " these addresses, until there are as many as are wanted. The certifier signs a key"
          + " without seeing it. What came until something cut it off stays, and the same again goes"
          + " on.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RefillCommand extends OpenPurseCommand {
  private static final int KEYS_MAX = 99;
  private static final int TOKENS_MAX = 256;
  private static final int PAYMENTS_MAX = 65_535;
  private static final int WISHED_DAYS = 366;
  private static final int MINUTES_PER_DAY = 1_440;

  @Option(
      names = "--certifier",
      paramLabel = "URL",
      required = true,
      description = "where the issuer's certifier listens")
  private String certifier = "";

  @Option(
      names = "--factory",
      paramLabel = "URL",
      required = true,
      description = "where the issuer's factory listens")
  private String factory = "";

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "8",
      description = "payment keys that the card then has, 0 to 99 (default: ${DEFAULT-VALUE})")
  private int keys = 8;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "4",
      description = "tokens nobody was asked on yet, 0 to 256 (default: ${DEFAULT-VALUE})")
  private int tokens = 4;

  RefillCommand(Surroundings surroundings) {
    super(surroundings);
  }

  private static ServiceAddress address(String url) {
    return ServiceAddress.parse(url, ServerTrust.system())
        .orElseThrow(
            () ->
                new UsageMistake(
                    "'" + url + "' is no address of an agent",
                    "write it as https://host:port or http://host:port, with nothing after it"));
  }

  private static void require(int count, int max, String option) {
    if (count < 0 || count > max) {
      throw new UsageMistake(
          option + " is " + count + ", and may be 0 to " + max + ".", "name another number");
    }
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    require(keys, KEYS_MAX, "--keys");
    require(tokens, TOKENS_MAX, "--tokens");
    try (DistantAgents agents = new DistantAgents(address(certifier), address(factory))) {
      CredentialManager manager = purse.credentials(agents, surroundings().entropy());
      ClassCert payerClass = purse.issuer().payerClass();
      if (manager.refillKeys(keys, payerClass, now()) instanceof Verdict.Refused(Reason reason)) {
        return Answer.refused(reason);
      }
      return manager.refillTokens(tokens, wish(purse).encode(), payerClass, now())
              instanceof Verdict.Refused(Reason reason)
          ? Answer.refused(reason)
          : Answer.done(described(purse));
    }
  }

  /** As much as the root allows; the factory cuts it to its policy. */
  private TokenWish wish(KeptPurse purse) {
    KeyCert root = purse.issuer().root();
    Minutes until = new Minutes(now().sinceEpoch() + WISHED_DAYS * MINUTES_PER_DAY);
    return new TokenWish(false, root.classes(), PAYMENTS_MAX, until, root.limits());
  }

  private Result described(KeptPurse purse) throws IOException {
    int certified = purse.paymentKeys(now());
    int fresh = purse.purse().receiving().fresh(now());
    return new Result(
        "payment keys %d%ntokens       %d%n".formatted(certified, fresh),
        Result.fields("keys", certified, "tokens", fresh));
  }
}
