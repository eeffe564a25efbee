package org.specie.cli.town;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.Background;
import org.specie.cli.auditor.AuditorFolder;
import org.specie.cli.auditor.Placing;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.reader.Enrolment;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;

/**
 * The auditors that a network on this machine was founded with, each a process, and the reader
 * through which they see the ledger: they ask no operator.
 */
public final class AuditOffices implements AutoCloseable {
  private static final String READER = "audit-reader";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CERTIFIED_DAYS = 30;
  private static final int ROOT_LOOKS_MAX = 100;
  private static final long LOOK_MS = 100;
  private static final Patience BRIEF = new Patience(1_000, 100, 1_000);

  private final ReaderFolder reader;
  private final List<AuditorFolder> offices;

  private final Clock clock;
  private final Entropy entropy;

  private AuditOffices(
      ReaderFolder reader, List<AuditorFolder> offices, Clock clock, Entropy entropy) {
    this.reader = reader;
    this.offices = List.copyOf(offices);
    this.clock = clock;
    this.entropy = entropy;
  }

  /** Told how many of how many answer. */
  @FunctionalInterface
  public interface Progress {
    void serving(int auditors, int of);
  }

  /**
   * Gives each auditor of the network in {@code network}, which runs, a place in its description,
   * before that is handed out to anybody, makes them a reader, and starts it and them.
   */
  public static AuditOffices open(Path network, Clock clock, Entropy entropy, Progress progress)
      throws IOException {
    List<AuditorFolder> placed =
        new Placing(network, clock, entropy).place(LOOPBACK, 0, CERTIFIED_DAYS);
    ReaderFolder reader =
        new Enrolment(network, clock, entropy)
            .reader(READER, network.resolve(READER), LOOPBACK, 0, CERTIFIED_DAYS);
    AuditOffices offices = new AuditOffices(reader, placed, clock, entropy);
    try {
      progress.serving(0, placed.size());
      offices.startReader();
      for (int i = 0; i < placed.size(); i++) {
        progress.serving(i, placed.size());
        placed.get(i).followOnly(reader);
        ProcessHandle _ = placed.get(i).start(clock, entropy);
      }
      return offices;
    } catch (IOException | RuntimeException | Error e) {
      offices.close();
      throw e;
    }
  }

  private void startReader() throws IOException {
    List<String> words =
        List.of("node", "run", "--home", reader.root().toAbsolutePath().toString());
    try (RemoteAccess access = RemoteAccess.to(seenByReader(), clock, entropy, BRIEF)) {
      ProcessHandle _ =
          new Background(reader.name(), readerProcess(), words).start(() -> hasRead(access));
    }
  }

  /** Whether the reader has a ledger to show. */
  private static boolean hasRead(RemoteAccess access) {
    try {
      return access.gateway().tip().height() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private ReplicaProcess readerProcess() {
    return ReplicaProcess.of(reader.root(), reader.name());
  }

  /**
   * The root of the state that their reader computed for the block at {@code height}, which it may
   * have yet to read; empty if it does not say one for long.
   */
  public Optional<Hash32> stateRoot(long height) throws IOException {
    try (RemoteAccess access = RemoteAccess.to(seenByReader(), clock, entropy, BRIEF)) {
      Optional<Hash32> root = rootAt(access, height);
      for (int look = 1; look < ROOT_LOOKS_MAX && root.isEmpty(); look++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        root = rootAt(access, height);
      }
      return root;
    }
  }

  private static Optional<Hash32> rootAt(RemoteAccess access, long height) throws IOException {
    return access.replicas().stateRoots(height).values().stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private NetworkDescription seenByReader() throws IOException {
    return NetworkDescription.read(reader.root());
  }

  /** All of them, running or not. */
  public List<AuditorFolder> all() {
    return offices;
  }

  @Override
  public void close() throws IOException {
    for (AuditorFolder each : offices) {
      boolean _ = each.process().stop();
    }
    boolean _ = readerProcess().stop();
  }
}
