package org.specie.cli.purse;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.purse.journal.Part;
import org.specie.offline.purse.journal.RedeemPolicy;
import org.specie.offline.purse.journal.Settings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse settings}. */
@Command(
    name = "settings",
    header = {
      "Examples:",
      "  specie purse settings                                what holds now",
      "  specie purse settings --redeem before-paying         the card is asked when it has to be",
      "  specie purse settings --redeem scheduled --hours 24  by 'purse due', a day later",
      "  specie purse settings --without jars,bank            without these parts",
      ""
    },
    description = {
      "",
      "Chooses when what was received becomes balance, and which parts this purse goes without."
          + " What is on a token that is over becomes balance at the next 'purse due' in any case.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SettingsCommand extends OpenPurseCommand {
  private static final int MINUTES_PER_HOUR = 60;
  private static final int HOURS_MAX = Settings.WAIT_MAX / MINUTES_PER_HOUR;

  @Option(
      names = "--redeem",
      paramLabel = "at-once|scheduled|before-paying|by-hand",
      description = "when what was received becomes balance")
  private Optional<String> redeem = Optional.empty();

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "with --redeem scheduled: how long it waits, at most 168")
  private int hours;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "jars|plan|bank",
      description = "go without these")
  private List<String> without = List.of();

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "jars|plan|bank",
      description = "have these again")
  private List<String> with = List.of();

  SettingsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Settings before = purse.purse().choices().settings();
    Settings next = chosen(before);
    if (!next.equals(before)) {
      purse.purse().choices().choose(next);
    }
    return Answer.done(described(next));
  }

  private Settings chosen(Settings before) {
    Set<Part> missing = EnumSet.noneOf(Part.class);
    missing.addAll(before.without());
    without.forEach(each -> missing.add(part(each)));
    with.forEach(each -> missing.remove(part(each)));
    if (redeem.isEmpty()) {
      if (hours != 0) {
        throw new UsageMistake("Nothing waits so long.", "name --redeem scheduled too");
      }
      return new Settings(before.redeem(), before.waitMinutes(), missing);
    }
    RedeemPolicy policy = policy(redeem.get());
    boolean isScheduled = policy == RedeemPolicy.SCHEDULED;
    if (isScheduled ? hours < 1 || hours > HOURS_MAX : hours != 0) {
      throw new UsageMistake(
          "What is scheduled waits 1 to " + HOURS_MAX + " hours, and nothing else waits.",
          "--redeem scheduled --hours 24");
    }
    return new Settings(policy, hours * MINUTES_PER_HOUR, missing);
  }

  private static RedeemPolicy policy(String word) {
    for (RedeemPolicy each : RedeemPolicy.values()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw new UsageMistake(
        "'" + word + "' is no time.", "at-once, scheduled, before-paying or by-hand");
  }

  private static Part part(String word) {
    for (Part each : Part.values()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw new UsageMistake("'" + word + "' is no part of a purse.", "jars, plan or bank");
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Result described(Settings settings) {
    int hours = settings.waitMinutes() / MINUTES_PER_HOUR;
    List<String> missing = settings.without().stream().map(SettingsCommand::word).toList();
    String wait = hours == 0 ? "" : ", after %d hours".formatted(hours);
    return new Result(
        """
        redeem   %s%s
        without  %s
        """
            .formatted(
                word(settings.redeem()),
                wait,
                missing.isEmpty() ? "nothing" : String.join(", ", missing)),
        Result.fields("redeem", word(settings.redeem()), "hours", hours, "without", missing));
  }
}
