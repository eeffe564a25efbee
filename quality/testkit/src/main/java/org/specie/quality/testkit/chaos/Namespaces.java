package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.specie.quality.testkit.processes.Plant;

/**
 * A network namespace for each replica, all on one bridge with this process. A one-way cut gives
 * the sender a wrong hardware address of the other, so that what it sends goes to nobody and it
 * hears of no error. Needs Linux, root and iproute2.
 */
final class Namespaces implements AutoCloseable {
  private static final long COMMAND_SECONDS_MAX = 20;
  private static final int OPERATOR_PORT = 7001;
  private static final int CLIENT_PORT = 7002;
  private static final String NOBODY = "02:00:00:00:00:01";

  private final String name;
  private final int count;
  private final int subnet;
  private final Thread atExit = new Thread(this::remove, "namespaces-at-exit");

  private Namespaces(int count) {
    long pid = ProcessHandle.current().pid();
    this.name = "sp" + pid % 1_000_000;
    this.subnet = (int) (pid % 250) + 1;
    this.count = count;
  }

  /** Why there can be none here, if there can be none. */
  static Optional<String> obstacle() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("network namespaces are Linux's");
    }
    try (Namespaces trial = new Namespaces(1)) {
      trial.make();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("network namespaces need root and iproute2: " + e.getMessage());
    }
  }

  /** Makes {@code count} of them. */
  static Namespaces make(int count) throws IOException {
    Namespaces namespaces = new Namespaces(count);
    Runtime.getRuntime().addShutdownHook(namespaces.atExit);
    try {
      namespaces.make();
      return namespaces;
    } catch (IOException e) {
      namespaces.close();
      throw e;
    }
  }

  private void make() throws IOException {
    ip("link", "add", name, "type", "bridge");
    ip("addr", "add", "10.213." + subnet + ".254/24", "dev", name);
    ip("link", "set", name, "up");
    for (int i = 0; i < count; i++) {
      String link = name + "v" + i;
      ip("netns", "add", namespace(i));
      ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", namespace(i));
      ip("link", "set", link, "master", name, "up");
      ip("-n", namespace(i), "addr", "add", host(i) + "/24", "dev", "eth0");
      ip("-n", namespace(i), "link", "set", "eth0", "up");
      ip("-n", namespace(i), "link", "set", "lo", "up");
    }
  }

  private String namespace(int replica) {
    return name + "n" + replica;
  }

  private String host(int replica) {
    return "10.213." + subnet + "." + (replica + 1);
  }

  /** Where replicas are that live in these. */
  List<Plant.Site> sites() {
    List<Plant.Site> sites = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sites.add(new Plant.Site(host(i), OPERATOR_PORT, CLIENT_PORT));
    }
    return sites;
  }

  /** The words before a command that is to run in a replica's namespace. */
  List<String> prefix(int replica) {
    return List.of("ip", "netns", "exec", namespace(replica));
  }

  /** Nothing that {@code from} sends reaches {@code to} any more. */
  void cut(int from, int to) throws IOException {
    ip(
        "-n",
        namespace(from),
        "neigh",
        "replace",
        host(to),
        "lladdr",
        NOBODY,
        "nud",
        "permanent",
        "dev",
        "eth0");
  }

  /** Cuts {@code lonely} off from all others, both ways. */
  void isolate(List<Integer> lonely) throws IOException {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        if (lonely.contains(i) != lonely.contains(j)) {
          cut(i, j);
        }
      }
    }
  }

  /** Everything arrives again. */
  void heal() throws IOException {
    for (int i = 0; i < count; i++) {
      ip("-n", namespace(i), "neigh", "flush", "nud", "permanent", "dev", "eth0");
    }
  }

  private static void ip(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + String.join(" ", command), e);
    }
  }

  private void remove() {
    for (int i = 0; i < count; i++) {
      tryTo("netns", "del", namespace(i));
      tryTo("link", "del", name + "v" + i);
    }
    tryTo("link", "del", name);
  }

  private static void tryTo(String... words) {
    try {
      ip(words);
    } catch (IOException e) {
      // It was not made, or is gone already.
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is ending, and the hook does the same.
    }
  }
}
