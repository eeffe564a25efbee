package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.Main;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;

/** The replicas of one network whose folders are on this machine, and their processes. */
public final class ReplicaFleet implements AutoCloseable {
  private static final long LOOK_MS = 150;
  private static final int LOOKS_MAX = 1_200;
  private static final int ROOT_LOOKS_MAX = 30;
  private static final int LINES_SHOWN = 20;
  private static final Patience BRIEF = new Patience(1_000, 100, 1_000);

  private final NetworkDescription description;
  private final List<ReplicaFolder> folders;
  private final RemoteAccess access;

  private ReplicaFleet(
      NetworkDescription description, List<ReplicaFolder> folders, RemoteAccess access) {
    this.description = description;
    this.folders = List.copyOf(folders);
    this.access = access;
  }

  /** Told how many of how many replicas serve wallets. */
  @FunctionalInterface
  public interface Progress {
    void serving(int replicas, int of);
  }

  /** The network of replicas in {@code path}. */
  public static ReplicaFleet in(Path path, Clock clock, Entropy entropy) throws IOException {
    if (!NetworkDescription.isIn(path)) {
      throw new IOException(
          "there is no network of replicas in "
              + path
              + "; make one with 'specie network create --replicas 4'");
    }
    NetworkDescription description = NetworkDescription.read(path);
    List<ReplicaFolder> folders = new ArrayList<>();
    for (NetworkDescription.Member member : description.replicas()) {
      Path folder = path.resolve(member.folder());
      if (!member.folder().isEmpty() && Files.exists(folder)) {
        folders.add(ReplicaFolder.read(folder));
      }
    }
    return new ReplicaFleet(
        description, folders, RemoteAccess.to(description, clock, entropy, BRIEF));
  }

  /** How many replicas may lie. */
  public int faults() {
    return description.faults();
  }

  public List<ReplicaFolder> folders() {
    return folders;
  }

  /** Starts every replica that is not running. */
  public void startAll() throws IOException {
    for (ReplicaFolder folder : folders) {
      if (!ReplicaProcess.of(folder).isRunning()) {
        start(folder);
      }
    }
  }

  /** Starts the replica in {@code folder}. */
  public ProcessHandle start(ReplicaFolder folder) throws IOException {
    return ReplicaProcess.of(folder)
        .start(
            Main.class.getName(),
            List.of("node", "run", "--home", folder.root().toAbsolutePath().toString()));
  }

  /** Waits until every replica serves wallets. */
  public void awaitServing(Progress progress) throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      int serving = (int) statuses().values().stream().filter(Optional::isPresent).count();
      progress.serving(serving, folders.size());
      if (serving >= folders.size()) {
        return;
      }
      pause();
    }
    throw new IOException(
        "not all replicas serve wallets within three minutes; see the logs in their folders");
  }

  /** Waits until {@code replica} has, and signs, everything up to {@code height} and takes part. */
  public void awaitHeight(String replica, long height, Progress progress) throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      Optional<ReplicaStatus> status = statuses().getOrDefault(replica, Optional.empty());
      int at = (int) status.map(ReplicaStatus::signedHeight).orElse(0L).longValue();
      progress.serving(Math.max(0, at), (int) height);
      if (status.isPresent() && at >= height && status.get().certifiedHeight() >= height) {
        return;
      }
      pause();
    }
    throw new IOException(
        replica + " does not come to block " + height + "; see the log in its folder");
  }

  /**
   * Waits until {@code replica} votes and has come to where the others were when this was called.
   */
  public void awaitTakingPart(String replica) throws IOException {
    long height =
        statuses().values().stream()
            .flatMap(Optional::stream)
            .mapToLong(ReplicaStatus::certifiedHeight)
            .max()
            .orElse(0);
    for (int look = 0; look < LOOKS_MAX; look++) {
      Optional<ReplicaStatus> status = statuses().getOrDefault(replica, Optional.empty());
      boolean isThere =
          status
              .filter(each -> each.role().equals("primary") || each.role().equals("backup"))
              .filter(each -> each.signedHeight() >= height)
              .isPresent();
      if (isThere) {
        return;
      }
      pause();
    }
    throw new IOException(replica + " does not take part again; see the log in its folder");
  }

  /**
   * The root of the state after the block at {@code height} at each replica. One that is late is
   * asked again; empty is who does not say it for long.
   */
  public Map<String, Optional<Hash32>> stateRoots(long height) throws IOException {
    Map<String, Optional<Hash32>> roots = access.replicas().stateRoots(height);
    for (int look = 1; look < ROOT_LOOKS_MAX && roots.containsValue(Optional.empty()); look++) {
      pause();
      roots = access.replicas().stateRoots(height);
    }
    return roots;
  }

  /** Waits until a running replica leads; what all say of themselves then. */
  public Map<String, Optional<ReplicaStatus>> awaitPrimary() throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      Map<String, Optional<ReplicaStatus>> statuses = statuses();
      if (statuses.values().stream()
          .flatMap(Optional::stream)
          .anyMatch(each -> each.role().equals("primary"))) {
        return statuses;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
    throw new IOException("no replica says that it is the primary");
  }

  /** Waits a moment, less if a replica ends, which is an error then. */
  private void pause() throws IOException {
    for (ReplicaFolder folder : folders) {
      ReplicaProcess process = ReplicaProcess.of(folder);
      Optional<ProcessHandle> handle = process.handle();
      boolean hasEnded =
          handle.isEmpty() || ReplicaProcess.hasEnded(handle.get(), LOOK_MS / folders.size() + 1);
      if (hasEnded) {
        throw new IOException(
            "%s has ended; the end of %s:%n%s"
                .formatted(folder.name(), process.log(), endOf(process.log())));
      }
    }
  }

  private static String endOf(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  /** Stops every replica that runs; how many did. */
  public int stopAll() throws IOException {
    int stopped = 0;
    for (ReplicaFolder folder : folders) {
      stopped += ReplicaProcess.of(folder).stop() ? 1 : 0;
    }
    return stopped;
  }

  /** What each replica says of itself; nothing of those that are away. */
  public Map<String, Optional<ReplicaStatus>> statuses() throws IOException {
    return access.replicas().statuses();
  }

  @Override
  public void close() {
    access.close();
  }
}
