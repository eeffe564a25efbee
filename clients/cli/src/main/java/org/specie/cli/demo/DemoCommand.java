package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.demo.offline.OfflineDemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie demo}. */
@Command(
    name = "demo",
    header = {
      "Examples:",
      "  specie demo",
      "  specie demo --seed 7                          other people meet on the market",
      "  specie demo --stay                            leaves everything running until Ctrl-C",
      "  specie demo --keep .specie                    keeps network and wallets for later",
      "  specie demo --local                           all operators in one process, much quicker",
      "  specie demo offline                           cash in secure devices",
      ""
    },
    description = {
      "",
      "Four replicas, three payment service providers, three auditors, ten customers and a shop;"
          + " ordinary and private money, an anonymity budget that runs dry, a replica that is killed"
          + " and one that loses its disk, a provider that burns down: the five actions of the Bank"
          + " of Israel's experiment, on real cryptography, real processes and real storage. Beyond"
          + " it payments that auditors approve or stop, and one that a court has opened.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "decides who pays whom how much on market day (default: 1); keys and proofs are always"
              + " fresh")
  private long seed = 1;

  @Option(
      names = "--local",
      description =
          "one process for all operators instead of four replicas, and no providers; neither"
              + " action 4 nor 5")
  private boolean local;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "keep network and wallets there (default: a folder that is removed at the end)")
  private Optional<Path> keep = Optional.empty();

  @Option(
      names = "--stay",
      negatable = true,
      description =
          "leave everything running at the end, until Ctrl-C (default: on a terminal without"
              + " --json)")
  private Optional<Boolean> stay = Optional.empty();

  public DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The command with the one below it. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new DemoCommand(surroundings))
        .addSubcommand(new OfflineDemoCommand(surroundings));
  }

  @Override
  public Integer call() throws IOException {
    if (local && stay.orElse(false)) {
      throw new UsageMistake(
          "With --local nothing runs that could be left running.", "leave one of them out");
    }
    Path folder = keep.isPresent() ? kept(keep.get()) : Files.createTempDirectory("specie-demo-");
    return keep.isPresent()
        ? EndedByInterrupt.play(() -> play(folder))
        : EndedByInterrupt.play(folder, () -> play(folder));
  }

  private Path kept(Path given) {
    Path folder = surroundings.resolve(given);
    if (Files.exists(folder.resolve("network"))) {
      throw new UsageMistake("There is a network in " + given + " already.", "name another folder");
    }
    return folder;
  }

  private int play(Path folder) throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    Story story = new Story(printer, json.chosen());
    long started = System.nanoTime();
    try (Stage stage = open(folder, printer)) {
      Prologue.tell(stage, story, started);
      tell(stage, story);
      Epilogue epilogue = new Epilogue(stage, story, started);
      epilogue.sum();
      boolean stays = stays() && stage.processes().isPresent();
      if (stays) {
        stage.clear();
      }
      if (json.chosen()) {
        printer.finishLine();
        printer.printOut(Printer.text(story.document()));
      }
      if (stays) {
        epilogue.leaveRunning(stage.processes().orElseThrow(), folder);
        awaitInterrupt();
        printer.progress().at("stopping", 0, 0);
      } else {
        epilogue.farewell(keep);
      }
    }
    return story.ok() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static void tell(Stage stage, Story story) throws IOException {
    new Opening(stage, story).play();
    new Payments(stage, story).play();
    new Shopping(stage, story).play();
    new Budget(stage, story).play();
    new NextMonth(stage, story).play();
    if (stage.processes().isPresent()) {
      Stage.Processes processes = stage.processes().get();
      AboveTheBudget above = new AboveTheBudget(stage, processes.auditors(), story);
      above.begin();
      new Failures(stage, processes.replicas(), story).play();
      new ProviderLoss(stage, processes.providers(), story).play();
      above.end();
    }
    story.say("");
    story.say("Checks");
    new FinalChecks(stage, story).run();
  }

  private boolean stays() {
    return stay.orElse(surroundings.isTerminal() && !json.chosen());
  }

  /** Nothing but Ctrl-C, or whoever else ends this process, ends this. */
  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // It is what was waited for; stopping what runs must not be interrupted in turn.
    }
  }

  private Stage open(Path folder, Printer printer) throws IOException {
    printer
        .progress()
        .at("founding a network: the operators make a key that nobody ever holds whole", 0, 0);
    if (local) {
      return Stage.local(folder, surroundings.clock(), surroundings.entropy(), seed);
    }
    return Stage.processes(
        folder,
        surroundings.clock(),
        surroundings.entropy(),
        seed,
        (what, serving, of) -> printer.progress().at(what, serving, of));
  }
}
