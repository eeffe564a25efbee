package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import org.specie.node.reader.Reader;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.RunningNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie node run}. */
@Command(
    name = "run",
    header = {"Examples:", "  specie node run --home .specie/network/replica-1", ""},
    description = {
      "",
      "Runs the replica or the reader that lives in a folder until it is told to stop (Ctrl-C, SIGTERM). It logs"
          + " to stderr, one line an event, and says 'ready' once wallets are served.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final long LOOK_MS = 500;
  private static final long CLOSE_MS = 20_000;

  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica or reader")
  private Path home = Path.of("");

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path place = surroundings.resolve(home);
    return ReaderFolder.isIn(place) ? reader(place) : replica(place);
  }

  private int replica(Path place) throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(place);
    String listens =
        "operators=%s wallets=%s metrics=http://%s/metrics"
            .formatted(folder.operators(), folder.wallets(), folder.metrics());
    return run(
        folder.name(),
        listens,
        () -> Replica.open(folder, surroundings.clock(), surroundings.entropy()));
  }

  private int reader(Path place) throws IOException {
    ReaderFolder folder = ReaderFolder.read(place);
    String listens =
        "clients=%s metrics=http://%s/metrics".formatted(folder.wallets(), folder.metrics());
    return run(
        folder.name(),
        listens,
        () -> Reader.open(folder, surroundings.clock(), surroundings.entropy()));
  }

  /** Starts what runs here. */
  private interface Opening {
    RunningNode open() throws IOException;
  }

  private int run(String name, String listens, Opening opening) throws IOException {
    log("start", "replica=" + name + " version=\"" + Replica.version() + "\"");
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> await(stop, stopped), "specie-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (RunningNode node = opening.open()) {
      log("ready", listens + " height=" + node.health().status().height());
      return watch(node, stop);
    } finally {
      log("stop", "replica=" + name);
      stopped.countDown();
    }
  }

  /** Stays until somebody wants it to stop, or it has stopped by itself. */
  private int watch(RunningNode replica, CountDownLatch stop) throws IOException {
    long view = -1;
    String role = "";
    String level = "";
    try {
      while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        Optional<String> failure = replica.failure();
        if (failure.isPresent()) {
          log("failed", "why=\"" + failure.get() + "\"");
          return ExitCode.ENVIRONMENT;
        }
        var health = replica.health();
        var status = health.status();
        boolean isNews =
            status.view() != view
                || !status.role().equals(role)
                || !health.level().word().equals(level);
        if (isNews) {
          view = status.view();
          role = status.role();
          level = health.level().word();
          log(
              "status",
              "view=%d role=\"%s\" level=\"%s\" margin=%d height=%d peers=%d concerns=\"%s\""
                  .formatted(
                      view,
                      role,
                      level,
                      health.margin(),
                      status.height(),
                      status.peers(),
                      String.join("; ", health.concerns())));
        }
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  /**
   * The process ends when this returns: after everything is closed, or when that takes too long.
   */
  private static void await(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      boolean _ = stopped.await(CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void log(String event, String fields) {
    Instant now = Instant.ofEpochSecond(surroundings.clock().epochSeconds());
    surroundings.err().print(now + " " + event + " " + fields + "\n");
    surroundings.err().flush();
  }
}
