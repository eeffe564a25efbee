package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Background;
import org.specie.services.database.Leftover;
import org.specie.services.database.Place;

/** The roles of one issuer whose folders are on this machine, and their processes. */
public final class RoleFleet {
  private final List<RoleFolder> folders;
  private final Map<String, ProcessHandle> begun = new HashMap<>();

  private RoleFleet(List<RoleFolder> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Told how many of how many roles answer. */
  @FunctionalInterface
  public interface Progress {
    void serving(int roles, int of);
  }

  /** The roles of the issuer in {@code issuer}, the root only while it runs. */
  public static RoleFleet in(Path issuer) throws IOException {
    return in(issuer, false, false);
  }

  /**
   * The same.
   *
   * @param withRoot the root too, for a time in which blank cards are prepared
   * @param withAuthorities also those who open entries of the register, as far as their folders are
   *     here
   */
  static RoleFleet in(Path issuer, boolean withRoot, boolean withAuthorities) throws IOException {
    Path root = issuer.resolve(Role.ROOT.word());
    if (withRoot && !(isThere(issuer, Role.ROOT.word()) && RoleFolder.read(root).isPlaced())) {
      throw new IOException(
          "the root is not in " + issuer + "; bring its folder here while cards are prepared");
    }
    List<String> names = new ArrayList<>(Role.single().stream().map(Role::word).toList());
    for (int i = 1; withAuthorities && i <= AuthorityFounding.MEMBERS; i++) {
      names.add(AuthorityFounding.party(i));
    }
    List<RoleFolder> all = new ArrayList<>();
    for (String each : names) {
      if (isThere(issuer, each) && runsHere(RoleFolder.read(issuer.resolve(each)), withRoot)) {
        all.add(RoleFolder.read(issuer.resolve(each)));
      }
    }
    if (all.isEmpty()) {
      throw new IOException(
          "no issuer lives in " + issuer + "; make one with 'specie issuer create --dir DIR'");
    }
    return new RoleFleet(all);
  }

  /** The root is taken off the machine at times, and authorities are others': neither is missed. */
  private static boolean isThere(Path issuer, String name) {
    boolean isMissed = !name.equals(Role.ROOT.word()) && Role.of(name).isPresent();
    Path folder = issuer.resolve(name);
    return isMissed ? Files.isDirectory(folder) : Files.isReadable(folder.resolve(RoleFolder.FILE));
  }

  /** Issuers that were founded before have folders of parties that are no processes. */
  private static boolean runsHere(RoleFolder folder, boolean withRoot) throws IOException {
    return folder.isPlaced()
        && (folder.role() != Role.ROOT || withRoot || folder.background().process().isRunning());
  }

  /** In the order in which they are started. */
  public List<RoleFolder> folders() {
    return folders;
  }

  /** Starts every role that does not run, beside each other: none asks another to begin with. */
  public void startAll() throws IOException {
    start(Background::begin);
  }

  /** The same for a demonstration, which lasts a minute. */
  public void startAllBriefly() throws IOException {
    start(Background::beginBriefly);
  }

  /** How a role is started. */
  private interface Beginning {
    ProcessHandle of(Background role) throws IOException;
  }

  private void start(Beginning beginning) throws IOException {
    for (RoleFolder each : folders) {
      if (!each.background().process().isRunning()) {
        begun.put(each.party(), beginning.of(each.background()));
      }
    }
  }

  /** Waits until every role that was started here answers. */
  public void awaitServing(Progress progress) throws IOException {
    for (int i = 0; i < folders.size(); i++) {
      progress.serving(i, folders.size());
      RoleFolder each = folders.get(i);
      Optional<ProcessHandle> process = started(each);
      if (process.isPresent()) {
        each.background().await(process.get(), each::answers);
      }
    }
  }

  /** The process of a role, if it was started here. */
  Optional<ProcessHandle> started(RoleFolder folder) throws IOException {
    return Optional.ofNullable(begun.get(folder.party()));
  }

  /** Stops every role that runs, and the server of one that was killed, whatever the others do. */
  public void stopAll() throws IOException {
    List<IOException> failures = new ArrayList<>();
    // All are asked before one is waited for.
    forEach(role -> role.background().process().handle().ifPresent(RoleFleet::ask), failures);
    forEach(
        role -> {
          boolean _ = role.background().process().stop();
          if (role.database() instanceof Place.Embedded(Path server)) {
            Leftover.stop(server);
          }
        },
        failures);
    if (!failures.isEmpty()) {
      throw new IOException("not every role of the issuer has stopped", failures.getFirst());
    }
  }

  private static void ask(ProcessHandle process) {
    boolean _ = process.destroy();
  }

  /** What is done with a role. */
  private interface Step {
    void take(RoleFolder role) throws IOException;
  }

  private void forEach(Step step, List<IOException> failures) {
    for (RoleFolder each : folders.reversed()) {
      try {
        step.take(each);
      } catch (IOException e) {
        failures.add(e);
      }
    }
  }
}
