package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.card.CardSecrets.State;
import org.specie.offline.purse.card.CardSecrets.Tier;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie purse protect}. */
@Command(
    name = "protect",
    header = {
      "Examples:",
      "  specie purse protect                                  what the card wants now",
      "  specie purse protect --new-number-file number.txt --number-from 20",
      "  specie purse protect --new-password-file long.txt --number-from 20 --both-from 200",
      "  specie purse protect --nothing                        the card wants neither any more",
      ""
    },
    description = {
      "",
      "Has the card want a number, a password, or both for a payment from an amount on. The card"
          + " holds to it whatever host it is in; three wrong numbers lock the number, ten wrong"
          + " passwords the password, and then the card pays only what wants neither. Only those who"
          + " manage the card can unlock it, see 'specie purse unlock'.",
      "",
      "What the card wants now has to be told before it is changed, and its button be pressed. The"
          + " card changes all that one command says, or nothing.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ProtectCommand extends OpenPurseCommand {
  private static final int NUMBER_MIN = 4;
  private static final int PASSWORD_MIN = 8;

  @Mixin private OwnerSecrets secrets = new OwnerSecrets();

  @Option(
      names = "--new-number-file",
      paramLabel = "FILE",
      description = "first line is the card's new number, at least 4 digits")
  private Optional<Path> newNumber = Optional.empty();

  @Option(
      names = "--new-password-file",
      paramLabel = "FILE",
      description = "first line is the card's new password, at least 8 bytes")
  private Optional<Path> newPassword = Optional.empty();

  @Option(
      names = "--number-from",
      paramLabel = "AMOUNT",
      description = "the number is wanted from this amount on")
  private Optional<Amount> numberFrom = Optional.empty();

  @Option(
      names = "--password-from",
      paramLabel = "AMOUNT",
      description = "the password is wanted from this amount on, in place of the number")
  private Optional<Amount> passwordFrom = Optional.empty();

  @Option(
      names = "--both-from",
      paramLabel = "AMOUNT",
      description = "both are wanted from this amount on")
  private Optional<Amount> bothFrom = Optional.empty();

  @Option(names = "--nothing", description = "neither is wanted any more")
  private boolean isNothing;

  ProtectCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  OwnerSecrets.Telling telling() {
    return secrets.telling(surroundings());
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    List<Tier> tiers = tiers();
    Map<Kind, Secret> chosen = chosen();
    Optional<List<Tier>> table =
        isNothing || !tiers.isEmpty() ? Optional.of(tiers) : Optional.empty();
    if (!chosen.isEmpty() || table.isPresent()) {
      requireKnown(purse.protection(), chosen.keySet(), tiers);
      if (purse.protect(chosen, table, surroundings().entropy())
          instanceof Verdict.Refused(Reason reason)) {
        return Answer.refused(reason);
      }
    }
    return Answer.done(described(purse.protection()));
  }

  /** The card takes no table by which nobody could pay. */
  private static void requireKnown(State state, Set<Kind> chosen, List<Tier> tiers) {
    for (Kind each : Kind.values()) {
      if (tiers.stream().anyMatch(tier -> tier.wanted().contains(each))
          && !state.has(each)
          && !chosen.contains(each)) {
        String word = OwnerSecrets.word(each);
        throw new UsageMistake(
            "The card has no " + word + " that it could want.",
            "give it one with --new-" + word + "-file");
      }
    }
  }

  private Map<Kind, Secret> chosen() throws IOException {
    Map<Kind, Secret> chosen = new EnumMap<>(Kind.class);
    if (newNumber.isPresent()) {
      Secret number = OwnerSecrets.read(surroundings(), newNumber.get());
      if (!number.lend(bytes -> bytes.length >= NUMBER_MIN && areDigits(bytes))) {
        throw new UsageMistake("A number has at least 4 digits and nothing else.", "such as 4711");
      }
      chosen.put(Kind.NUMBER, number);
    }
    if (newPassword.isPresent()) {
      Secret password = OwnerSecrets.read(surroundings(), newPassword.get());
      if (password.size() < PASSWORD_MIN) {
        throw new UsageMistake("A password has at least 8 bytes.", "a few words are good");
      }
      chosen.put(Kind.PASSWORD, password);
    }
    return chosen;
  }

  private static boolean areDigits(byte[] bytes) {
    for (byte each : bytes) {
      if (each < '0' || each > '9') {
        return false;
      }
    }
    return true;
  }

  private List<Tier> tiers() {
    List<Tier> tiers = new ArrayList<>();
    add(tiers, numberFrom, EnumSet.of(Kind.NUMBER));
    add(tiers, passwordFrom, EnumSet.of(Kind.PASSWORD));
    add(tiers, bothFrom, EnumSet.allOf(Kind.class));
    if (isNothing && !tiers.isEmpty()) {
      throw new UsageMistake("Nothing and something are wanted.", "leave --nothing out");
    }
    if (tiers.stream().map(Tier::from).distinct().count() < tiers.size()) {
      throw new UsageMistake("One amount wants two things.", "--both-from wants both");
    }
    if (tiers.stream().anyMatch(each -> !OfflineAmount.fits(each.from()))) {
      throw new UsageMistake("No card holds such an amount.", "name less");
    }
    tiers.sort(Comparator.comparing(Tier::from));
    return tiers;
  }

  private static void add(List<Tier> tiers, Optional<Amount> from, Set<Kind> wanted) {
    from.ifPresent(amount -> tiers.add(new Tier(amount, wanted)));
  }

  /** What the card says of its secrets, for its owner. */
  static Result described(State state) {
    StringBuilder text = new StringBuilder();
    Stream.of(Kind.values())
        .forEach(
            each ->
                text.append("%-10s%s%n".formatted(OwnerSecrets.word(each), tries(state, each))));
    for (Tier each : state.tiers()) {
      text.append("from %s: %s%n".formatted(each.from(), words(each)));
    }
    return new Result(
        text.toString(),
        Result.fields(
            "number",
            tries(state, Kind.NUMBER),
            "password",
            tries(state, Kind.PASSWORD),
            "tiers",
            state.tiers().stream()
                .map(each -> Result.fields("from", each.from().toDecimal(), "wanted", words(each)))
                .toList()));
  }

  private static String tries(State state, Kind kind) {
    if (!state.has(kind)) {
      return "none";
    }
    int left = state.tries(kind);
    return left == 0 ? "locked" : left + " tries left";
  }

  private static String words(Tier tier) {
    return Stream.of(Kind.values())
        .filter(tier.wanted()::contains)
        .map(OwnerSecrets::word)
        .collect(Collectors.joining(" and "));
  }
}
