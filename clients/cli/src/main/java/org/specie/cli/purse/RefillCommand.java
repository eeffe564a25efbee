package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.journal.Upkeep;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse refill}. Spec: docs/spec/52-purse.md, clauses 8.6 to 8.8. */
@Command(
    name = "refill",
    header = {
      "Examples:",
      "  specie purse refill --certifier http://127.0.0.1:7101 --factory http://127.0.0.1:7102",
      "  specie purse refill                     from the same as before, as many as before",
      ""
    },
    description = {
      "",
      "Gets the card payment keys and the purse tokens, from the issuer's certifier and factory at"
          + " these addresses, until there are as many as are wanted. What ends within the days of"
          + " --ahead does not count, so what follows is there before. The certifier signs a key"
          + " without seeing it. What came until something cut it off stays, and the same again goes"
          + " on. What you name is remembered, and 'purse due' keeps the purse in it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RefillCommand extends OpenPurseCommand {
  private static final int KEYS_MAX = 99;
  private static final int AHEAD_MAX = 92;
  private static final int MINUTES_PER_DAY = 1_440;
  private static final Supplies USUAL = new Supplies(8, 4, 14 * MINUTES_PER_DAY);

  @Option(
      names = "--certifier",
      paramLabel = "URL",
      description = "where the issuer's certifier listens (default: as before)")
  private Optional<String> certifier = Optional.empty();

  @Option(
      names = "--factory",
      paramLabel = "URL",
      description = "where the issuer's factory listens (default: as before)")
  private Optional<String> factory = Optional.empty();

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "payment keys that the card then has, 0 to 99 (default: as before, or 8)")
  private Optional<Integer> keys = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "tokens nobody was asked on yet, 0 to 256 (default: as before, or 4)")
  private Optional<Integer> tokens = Optional.empty();

  @Option(
      names = "--ahead",
      paramLabel = "DAYS",
      description =
          "how long before its end something no longer counts, 0 to 92 (default: as before, or 14)")
  private Optional<Integer> ahead = Optional.empty();

  RefillCommand(Surroundings surroundings) {
    super(surroundings);
  }

  private static int within(Optional<Integer> told, int before, int max, String option) {
    int count = told.orElse(before);
    if (count < 0 || count > max) {
      throw new UsageMistake(
          option + " is " + count + ", and may be 0 to " + max + ".", "name another number");
    }
    return count;
  }

  private static String address(Optional<String> told, Optional<String> before, String option) {
    String url =
        told.or(() -> before)
            .orElseThrow(
                () ->
                    new UsageMistake(
                        "Nobody said yet whom this purse asks.",
                        "name it with " + option + " URL"));
    var _ = Replenishing.address(url);
    return url;
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Upkeep upkeep = wanted(purse.purse().choices().upkeep());
    if (Replenishing.of(purse, folder(), upkeep, surroundings(), now())
        instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    purse.purse().choices().keep(upkeep);
    return Answer.done(described(purse));
  }

  private Upkeep wanted(Optional<Upkeep> before) {
    Supplies last = before.map(Upkeep::supplies).orElse(USUAL);
    int days = within(ahead, last.marginMinutes() / MINUTES_PER_DAY, AHEAD_MAX, "--ahead");
    return new Upkeep(
        address(certifier, before.map(Upkeep::certifier), "--certifier"),
        address(factory, before.map(Upkeep::factory), "--factory"),
        new Supplies(
            within(keys, last.keys(), KEYS_MAX, "--keys"),
            within(tokens, last.tokens(), Supplies.COUNT_MAX, "--tokens"),
            days * MINUTES_PER_DAY));
  }

  private Result described(KeptPurse purse) throws IOException {
    int certified = purse.paymentKeys(now());
    int fresh = purse.purse().receiving().fresh(now());
    return new Result(
        "payment keys %d%ntokens       %d%n".formatted(certified, fresh),
        Result.fields("keys", certified, "tokens", fresh));
  }
}
