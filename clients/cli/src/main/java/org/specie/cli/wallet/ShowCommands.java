package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.specie.cash.protocol.Suite;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.disclosure.DisclosureMaker.Wanted;
import org.specie.wallet.disclosure.Heading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet income} and {@code disclose}: to one verifier, of a period. */
final class ShowCommands {
  private ShowCommands() {}

  /** What both commands are told beside the wallet. */
  static final class Options {
    @Mixin private PeriodOptions period = new PeriodOptions();

    @Option(
        names = "--for",
        required = true,
        paramLabel = "NAME",
        description = "who is to believe it, at most 140 bytes; nobody of another name does")
    private String recipient = "";

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "where to write it, as JSON")
    private Path file = Path.of("");

    /** Refuses words that make no sense together. */
    private Wanted wanted() {
      if (!Heading.isRecipient(recipient)) {
        throw new UsageMistake(
            "--for has 1 to 140 bytes, all of them visible.",
            "name who verifies it in one line of plain text");
      }
      return new Wanted(period.fromSeconds(), period.untilSeconds(), recipient);
    }

    /** Nobody believes a coin that was not claimed; its owner should know. */
    private static void tellOfCoins(Printer printer, Wallet wallet) {
      Amount unclaimed = wallet.holdings().unclaimed();
      if (!unclaimed.equals(Amount.ZERO)) {
        printer.note(
            "Note: %s came in and was not claimed yet; it counts when it is claimed."
                .formatted(unclaimed.toDecimal()));
      }
    }

    private Answer<Result> write(
        Surroundings surroundings, String headline, String text, Map<String, String> said)
        throws IOException {
      Files.writeString(surroundings.resolve(file), text, StandardCharsets.US_ASCII);
      Map<String, Object> fields = Result.fields("file", file.toString());
      fields.putAll(said);
      return Answer.done(
          new Result(
              "%s: %s from %s until %s, for %s\n"
                  .formatted(file, headline, said.get("from"), said.get("until"), recipient),
              fields));
    }
  }

  /** Shows somebody what is wanted of a period. */
  abstract static class Showing extends OpenWalletCommand {
    @Mixin private Options options = new Options();

    Showing(Surroundings surroundings) {
      super(surroundings);
    }

    final Options options() {
      return options;
    }

    @Override
    final void check() {
      Wanted _ = options.wanted();
    }

    @Override
    final Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      Options.tellOfCoins(printer(), wallet);
      return show(wallet, options.wanted());
    }

    /** Makes what is shown and writes it. */
    abstract Answer<Result> show(Wallet wallet, Wanted wanted) throws IOException;
  }

  @Command(
      name = "income",
      header = {
        "Examples:",
        "  specie wallet income --for 'Tax office 7' --out income.json",
        "  specie wallet income --from 2026-11-01 --until 2026-11-30 --for 'Tax office 7'"
            + " --out november.json",
        "  specie income verify november.json --for 'Tax office 7'   what the office does with it",
        ""
      },
      description = {
        "",
        "Proves to one verifier how much came in privately in a period, and shows it no payment."
            + " Coins count when they are claimed. If nothing was done since the period ended, the"
            + " wallet takes a step that pays nobody, which closes it.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Income extends Showing {
    Income(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> show(Wallet wallet, Wanted wanted) throws IOException {
      Suite suite = wallet.network().suite();
      return wallet
          .disclosures()
          .income(wanted, now())
          .then(
              made ->
                  options()
                      .write(
                          surroundings(),
                          "income of %s %s"
                              .formatted(made.income().toDecimal(), suite.domain().currency()),
                          made.write(suite),
                          made.fields(suite)));
    }
  }

  @Command(
      name = "disclose",
      header = {
        "Examples:",
        "  specie wallet disclose --for 'Auditor Levi' --out all.json",
        "  specie wallet disclose --from 2026-11-01 --until 2026-11-30 --for 'Auditor Levi'"
            + " --out november.json",
        "  specie disclosure verify november.json --for 'Auditor Levi'   what the auditor does",
        ""
      },
      description = {
        "",
        "Shows one verifier every step of private money in a period, with its amounts, and proves"
            + " that none is missing and none added. It shows neither who was paid nor what was there"
            + " before. If nothing was done since the period ended, the wallet takes a step that pays"
            + " nobody, which closes it.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Disclose extends Showing {
    Disclose(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> show(Wallet wallet, Wanted wanted) throws IOException {
      Suite suite = wallet.network().suite();
      return wallet
          .disclosures()
          .disclose(wanted, now())
          .then(
              made ->
                  options()
                      .write(
                          surroundings(),
                          made.lines().size() + " steps",
                          made.write(suite),
                          made.fields(suite)));
    }
  }
}
