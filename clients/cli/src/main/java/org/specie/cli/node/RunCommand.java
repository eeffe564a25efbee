package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Foreground;
import org.specie.cli.Surroundings;
import org.specie.node.reader.Reader;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.RunningNode;
import org.specie.node.replica.Software;
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
    Foreground foreground = new Foreground(surroundings, "replica=" + name);
    return foreground.run(
        Software.version(), () -> new Watched(foreground, listens, opening.open()));
  }

  /** A node whose news are logged. */
  private static final class Watched implements Foreground.Running {
    private final Foreground foreground;
    private final String listens;
    private final RunningNode node;
    private long view = -1;
    private String role = "";
    private String level = "";

    private Watched(Foreground foreground, String listens, RunningNode node) {
      this.foreground = foreground;
      this.listens = listens;
      this.node = node;
    }

    @Override
    public String ready() {
      return listens + " height=" + node.health().status().height();
    }

    @Override
    public OptionalInt look() {
      Optional<String> failure = node.failure();
      if (failure.isPresent()) {
        foreground.log("failed", "why=\"" + failure.get() + "\"");
        return OptionalInt.of(ExitCode.ENVIRONMENT);
      }
      var health = node.health();
      var status = health.status();
      boolean isNews =
          status.view() != view
              || !status.role().equals(role)
              || !health.level().word().equals(level);
      if (isNews) {
        view = status.view();
        role = status.role();
        level = health.level().word();
        foreground.log(
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
      return OptionalInt.empty();
    }

    @Override
    public void close() throws IOException {
      node.close();
    }
  }
}
