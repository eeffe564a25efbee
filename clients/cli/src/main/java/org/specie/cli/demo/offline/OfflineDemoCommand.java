package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.demo.EndedByInterrupt;
import org.specie.cli.demo.Prologue;
import org.specie.cli.demo.Story;
import org.specie.kernel.core.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie demo offline}. */
@Command(
    name = "offline",
    header = {
      "Examples:",
      "  specie demo offline",
      "  specie demo offline --json",
      "  specie demo offline --local                   the ledger in this process, quicker",
      ""
    },
    description = {
      "",
      "Cash in secure devices: an issuer, two banks, ten people and a market with five tills."
          + " Withdrawals, wages, a coin that goes through ten purses with no network, a lost"
          + " message, a card torn out in the middle of a payment, deposits, a copied card that"
          + " inspection names, a broken card whose money comes back; and a table that balances."
          + " Cards are of software, and run the real applet. Core, certifier, factory, recovery"
          + " agent, inspection and pseudonym agent of the issuer are processes, as 'specie issuer'"
          + " runs them, and so are the banks, as 'specie bank' does; with --local these are in this process.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class OfflineDemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--local",
      description = "one process for all operators of the ledger instead of four replicas")
  private boolean local;

  public OfflineDemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("specie-demo-offline-");
    return EndedByInterrupt.play(folder, () -> play(folder));
  }

  private int play(Path folder) throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    Story story = new Story(printer, json.chosen());
    long started = System.nanoTime();
    OfflineTown.Progress progress = (what, done, of) -> printer.progress().at(what, done, of);
    progress.at("founding a ledger", 0, 0);
    try (OfflineTown town = open(folder, progress)) {
      story.say("Specie demo offline: an issuer, two banks, ten people and a market; demo money");
      story.say(
          "ledger %s on %s, ready in %s"
              .formatted(
                  town.network().ledger().genesis().ledgerName(),
                  town.isReplicated() ? "four replicas, each a process of its own" : "one process",
                  Prologue.seconds(started)));
      List<String> addresses = town.issuer().addresses();
      story.say(
          "issuer of %d roles, each a process with a folder and a database of its own:"
              .formatted(addresses.size()));
      for (String each : addresses) {
        story.say("     " + each);
      }
      story.say("");
      tell(town, story);
      story.say("");
      story.say(
          (story.ok() ? "All as it should be, in " : "NOT ALL AS IT SHOULD BE, after ")
              + Prologue.seconds(started));
    }
    if (json.chosen()) {
      printer.finishLine();
      printer.printOut(Printer.text(story.document()));
    }
    return story.ok() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private OfflineTown open(Path folder, OfflineTown.Progress progress) throws IOException {
    return local
        ? OfflineTown.local(folder, surroundings.clock(), surroundings.entropy(), progress)
        : OfflineTown.processes(folder, surroundings.clock(), surroundings.entropy(), progress);
  }

  private static void tell(OfflineTown town, Story story) throws IOException {
    new Opening(town, story).play();
    new HandToHand(town, story).play();
    new Troubles(town, story).play();
    new Returning(town, story).play();
    new Crime(town, story).play();
    Amount ended = new Repair(town, story).play();
    new Balance(town, story, ended).check();
  }
}
