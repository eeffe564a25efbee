package org.specie.quality.bench.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The replicas of a plant, each a virtual machine of its own with this one's classes. */
final class Processes implements AutoCloseable {
  /** What a replica is given, so that it stays below 400 MB resident. */
  static final List<String> ARGUMENTS =
      List.of(
          "-Xmx160m",
          "-XX:+UseSerialGC",
          "-XX:MaxMetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:MaxDirectMemorySize=32m",
          "--enable-native-access=ALL-UNNAMED");

  private static final long STOP_SECONDS = 20;

  private final Plant plant;
  private final String storage;
  private final List<Optional<Process>> replicas = new ArrayList<>();
  private final Map<Integer, BufferedReader> outputs = new HashMap<>();

  private Processes(Plant plant, String storage) {
    this.plant = plant;
    this.storage = storage;
  }

  /** Starts all replicas and waits until each is ready. */
  static Processes start(Plant plant, String storage) throws IOException {
    Processes processes = new Processes(plant, storage);
    int count = plant.genesis().operators().size();
    try {
      for (int i = 0; i < count; i++) {
        processes.replicas.add(Optional.of(processes.launch(i)));
      }
      for (int i = 0; i < count; i++) {
        processes.awaitReady(i);
      }
      return processes;
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  private Process launch(int replica) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ARGUMENTS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ReplicaMain.class.getName());
    command.add(plant.folder().toString());
    command.add(Integer.toString(replica));
    command.add(storage);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void awaitReady(int replica) throws IOException {
    Process process = replicas.get(replica).orElseThrow();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    outputs.put(replica, out);
    String line = out.readLine();
    if (!"ready".equals(line)) {
      throw new IOException("replica " + replica + " did not start; its complaint is above");
    }
  }

  /** As a power cut would. */
  void kill(int replica) {
    replicas.get(replica).ifPresent(Process::destroyForcibly);
    replicas.set(replica, Optional.empty());
  }

  void restart(int replica) throws IOException {
    replicas.set(replica, Optional.of(launch(replica)));
    awaitReady(replica);
  }

  /** What a replica says of itself, in one line. */
  String status(int replica) throws IOException {
    OutputStream in = replicas.get(replica).orElseThrow().getOutputStream();
    in.write('\n');
    in.flush();
    return String.valueOf(Objects.requireNonNull(outputs.get(replica)).readLine());
  }

  boolean isUp(int replica) {
    return replicas.get(replica).isPresent();
  }

  int size() {
    return replicas.size();
  }

  /** Processor time of all replicas together since they started. */
  Duration cpu() {
    Duration sum = Duration.ZERO;
    for (Optional<Process> replica : replicas) {
      if (replica.isPresent()) {
        sum = sum.plus(replica.get().info().totalCpuDuration().orElse(Duration.ZERO));
      }
    }
    return sum;
  }

  /** The largest resident memory of a replica in MiB; nothing where the system does not tell. */
  Optional<Long> residentMib() throws IOException {
    long largest = -1;
    for (Optional<Process> replica : replicas) {
      Path status =
          replica
              .map(each -> Path.of("/proc", Long.toString(each.pid()), "status"))
              .orElse(Path.of(""));
      if (replica.isPresent() && Files.isReadable(status)) {
        largest = Math.max(largest, resident(Files.readAllLines(status)));
      }
    }
    return largest < 0 ? Optional.empty() : Optional.of(largest / 1024);
  }

  private static long resident(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    for (Optional<Process> replica : replicas) {
      if (replica.isPresent()) {
        replica.get().getOutputStream().close();
      }
    }
    for (Optional<Process> replica : replicas) {
      if (replica.isPresent() && !hasEnded(replica.get())) {
        replica.get().destroyForcibly();
      }
    }
  }

  private static boolean hasEnded(Process process) throws IOException {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the replicas stopped", e);
    }
  }
}
