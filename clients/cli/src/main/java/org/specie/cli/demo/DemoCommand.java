package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
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
      "  specie demo --keep .specie                    leaves the network for you to go on with",
      "  specie demo --local                           all operators in one process, much quicker",
      ""
    },
    description = {
      "",
      "Four replicas, ten customers, ordinary and private money, an anonymity budget that runs dry,"
          + " a replica that is killed and one that loses its disk: the four actions of the Bank of"
          + " Israel's experiment, on real cryptography, real processes and real storage.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final long SHUTDOWN_MS = 5_000;

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
      description = "one process for all operators instead of four replicas; no action 4")
  private boolean local;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "keep network and wallets there (default: a folder that is removed at the end)")
  private Optional<Path> keep = Optional.empty();

  public DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (keep.isPresent()) {
      Path folder = surroundings.resolve(keep.get());
      if (Files.exists(folder.resolve("network"))) {
        throw new UsageMistake(
            "There is a network in " + keep.get() + " already.", "name another folder");
      }
      return play(folder);
    }
    Path folder = Files.createTempDirectory("specie-demo-");
    CountDownLatch ended = new CountDownLatch(1);
    Thread cleaner = cleanerOf(folder, Thread.currentThread(), ended);
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      return play(folder);
    } finally {
      ended.countDown();
      remove(folder);
      forget(cleaner);
    }
  }

  /** Interrupted by Ctrl-C, the story ends, closes its network, and leaves no folder behind. */
  private static Thread cleanerOf(Path folder, Thread story, CountDownLatch ended) {
    return new Thread(
        () -> {
          story.interrupt();
          try {
            if (ended.await(SHUTDOWN_MS, TimeUnit.MILLISECONDS)) {
              remove(folder);
            }
          } catch (InterruptedException | IOException e) {
            // The process ends in any case; what is left lies in the folder for temporary files.
            Thread.currentThread().interrupt();
          }
        },
        "specie-demo-cleaner");
  }

  private static void forget(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is what waits for this thread.
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> paths = Files.walk(folder)) {
      inside = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }

  private int play(Path folder) throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    Story story = new Story(printer, json.chosen());
    long started = System.nanoTime();
    try (Stage stage = open(folder, printer)) {
      Prologue.tell(stage, story, started);
      new Opening(stage, story).play();
      new Payments(stage, story).play();
      new Budget(stage, story).play();
      new NextMonth(stage, story).play();
      if (stage.fleet().isPresent()) {
        new Failures(stage, stage.fleet().get(), story).play();
      }
      story.say("");
      story.say("Checks");
      new FinalChecks(stage, story).run();
      Prologue.farewell(stage, story, keep, started);
    }
    if (json.chosen()) {
      printer.finishLine();
      printer.printOut(Printer.text(story.document()));
    }
    return story.ok() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private Stage open(Path folder, Printer printer) throws IOException {
    printer
        .progress()
        .at("founding a network: the operators make a key that nobody ever holds whole", 0, 0);
    if (local) {
      return Stage.local(folder, surroundings.clock(), surroundings.entropy(), seed);
    }
    return Stage.replicated(
        folder,
        surroundings.clock(),
        surroundings.entropy(),
        seed,
        (serving, of) -> printer.progress().at("starting replicas", serving, of));
  }
}
