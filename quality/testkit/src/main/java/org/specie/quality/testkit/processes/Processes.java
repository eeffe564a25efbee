package org.specie.quality.testkit.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.specie.node.replica.ReplicaProcess;

/**
 * The replicas of a plant, each a virtual machine of its own with this one's classes. They end with
 * this process, however it ends: their input ends then, and a pause is ended by a process of its
 * own.
 */
public final class Processes implements AutoCloseable {
  /** What a replica is given, so that it stays below 400 MB resident. */
  static final List<String> ARGUMENTS =
      List.of(
          "-Xmx160m",
          "-XX:+UseSerialGC",
          "-XX:MaxMetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:MaxDirectMemorySize=32m",
          "--enable-native-access=ALL-UNNAMED");

  /** A pause ends after so many seconds, whatever becomes of who made it. */
  public static final int PAUSE_SECONDS_MAX = 30;

  private static final long STOP_SECONDS = 20;
  private static final long START_SECONDS = 90;
  private static final long ANSWER_SECONDS = 30;
  private static final int LINES_MAX = 64;
  private static final String END = "(its output ended)";

  /** A running replica and the lines it says. */
  private record Running(Process process, BlockingQueue<String> lines) {
    String line(int replica, long seconds) throws IOException {
      try {
        String line = lines.poll(seconds, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
          throw new IOException(
              "replica %d said nothing within %d s%s; its complaint, if any, is above"
                  .formatted(replica, seconds, line == null ? "" : " " + END));
        }
        return line;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while replica " + replica + " was asked", e);
      }
    }
  }

  private final Plant plant;
  private final String storage;
  private final IntFunction<List<String>> prefix;
  private final List<Optional<Running>> replicas = new ArrayList<>();
  private final List<Optional<Process>> pauses = new ArrayList<>();
  private final Thread atExit = new Thread(this::destroyAll, "replicas-at-exit");

  private Processes(Plant plant, String storage, IntFunction<List<String>> prefix)
      throws IOException {
    this.plant = plant;
    this.storage = storage;
    this.prefix = prefix;
    for (int i = 0; i < plant.genesis().operators().size(); i++) {
      replicas.add(Optional.empty());
      pauses.add(Optional.empty());
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts all replicas and waits until each is ready. */
  public static Processes start(Plant plant, String storage) throws IOException {
    return start(plant, storage, _ -> List.of());
  }

  /** The same, with words before each replica's command, such as to enter a network namespace. */
  public static Processes start(Plant plant, String storage, IntFunction<List<String>> prefix)
      throws IOException {
    Processes processes = new Processes(plant, storage, prefix);
    try {
      processes.startAll();
      return processes;
    } catch (IOException e) {
      processes.close();
      throw e;
    }
  }

  /** Starts every replica that is down and waits until each is ready. */
  public void startAll() throws IOException {
    List<Integer> started = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!isUp(i)) {
        replicas.set(i, Optional.of(launch(i)));
        started.add(i);
      }
    }
    for (int replica : started) {
      awaitReady(replica);
    }
  }

  private Running launch(int replica) throws IOException {
    List<String> command = new ArrayList<>(prefix.apply(replica));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ARGUMENTS);
    command.addAll(ReplicaProcess.compilers());
    command.add("-cp");
    command.add(classPath());
    command.add(ReplicaMain.class.getName());
    command.add(plant.folder().toString());
    command.add(Integer.toString(replica));
    command.add(storage);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BlockingQueue<String> lines = new LinkedBlockingQueue<>(LINES_MAX);
    Thread.ofVirtual().name("output-of-replica-" + replica).start(() -> read(process, lines));
    return new Running(process, lines);
  }

  /** The test runner puts the real one into a property of its own. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static void read(Process process, BlockingQueue<String> lines) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        lines.put(line);
        line = out.readLine();
      }
    } catch (IOException | InterruptedException e) {
      // The process was killed; its output ends here.
    }
    lines.offer(END);
  }

  private void awaitReady(int replica) throws IOException {
    String line = replicas.get(replica).orElseThrow().line(replica, START_SECONDS);
    if (!"ready".equals(line)) {
      throw new IOException("replica " + replica + " starts with \"" + line + "\", not \"ready\"");
    }
  }

  /** As a power cut would. */
  public void kill(int replica) {
    resume(replica);
    Optional<Running> running = replicas.set(replica, Optional.empty());
    running.ifPresent(each -> each.process().destroyForcibly());
    running.ifPresent(each -> hasEnded(each.process()));
  }

  /** Starts a replica that is down and waits until it is ready. */
  public void restart(int replica) throws IOException {
    replicas.set(replica, Optional.of(launch(replica)));
    awaitReady(replica);
  }

  /** Stops a replica where it is, as a machine that hangs. */
  public void pause(int replica) throws IOException {
    long pid = replicas.get(replica).orElseThrow().process().pid();
    String script = "kill -STOP %d; sleep %d; kill -CONT %d".formatted(pid, PAUSE_SECONDS_MAX, pid);
    pauses.set(replica, Optional.of(new ProcessBuilder("sh", "-c", script).start()));
  }

  /** Lets a paused replica go on. */
  public void resume(int replica) {
    Optional<Process> pause = pauses.set(replica, Optional.empty());
    Optional<Running> running = replicas.get(replica);
    if (pause.isEmpty() || running.isEmpty()) {
      return;
    }
    pause.get().descendants().forEach(ProcessHandle::destroyForcibly);
    pause.get().destroyForcibly();
    hasEnded(pause.get());
    try {
      Process go =
          new ProcessBuilder("kill", "-CONT", Long.toString(running.get().process().pid())).start();
      hasEnded(go);
    } catch (IOException e) {
      throw new IllegalStateException("a paused replica cannot be let go: no kill command", e);
    }
  }

  /** Removes everything a replica knows but its keys, as a burnt disk does. It must be down. */
  public void wipe(int replica) throws IOException {
    if (isUp(replica)) {
      throw new IOException("replica " + replica + " runs; kill it before wiping its disk");
    }
    Folders.delete(plant.blocks(replica));
    Folders.delete(plant.state(replica));
    Folders.delete(plant.log(replica));
  }

  /**
   * From now on nothing a replica writes reaches its disk, as if that were full, until the replica
   * is started again. Needs the command {@code prlimit}.
   */
  public void fillDisk(int replica) throws IOException {
    long pid = replicas.get(replica).orElseThrow().process().pid();
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=1:1").start();
    if (!hasEnded(limiting) || limiting.exitValue() != 0) {
      throw new IOException("process " + pid + " takes no limit on the size of its files");
    }
  }

  /** Turns one bit over somewhere in a replica's consensus log. It must be down. */
  public void flipBit(int replica, Random random) throws IOException {
    if (isUp(replica)) {
      throw new IOException("replica " + replica + " runs; kill it before touching its disk");
    }
    try (Stream<Path> files = Files.list(plant.log(replica))) {
      Path newest =
          files
              .filter(each -> each.toString().endsWith(".segment"))
              .max(Comparator.naturalOrder())
              .orElseThrow(() -> new IOException("replica " + replica + " has no log"));
      byte[] bytes = Files.readAllBytes(newest);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(newest, bytes);
    }
  }

  /** What a replica, which must not be paused, says of itself. */
  public Sight sight(int replica) throws IOException {
    return Sight.parse(ask(replica, ""));
  }

  /** What a replica, which must not be paused, has used up; nothing if it is down. */
  public Cost cost(int replica) throws IOException {
    return isUp(replica) ? Cost.parse(ask(replica, ReplicaMain.ASK_COST)) : Cost.NONE;
  }

  /** What a replica, which must not be paused, has fetched since it was started. */
  public Fetched fetched(int replica) throws IOException {
    return Fetched.parse(ask(replica, ReplicaMain.ASK_FETCHED));
  }

  /** The view changes of a replica, which must not be paused, since it was started. */
  public ViewChanges viewChanges(int replica) throws IOException {
    return ViewChanges.parse(ask(replica, ReplicaMain.ASK_CHANGED));
  }

  private String ask(int replica, String question) throws IOException {
    Running running = replicas.get(replica).orElseThrow();
    OutputStream in = running.process().getOutputStream();
    in.write((question + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return running.line(replica, ANSWER_SECONDS);
  }

  /** Whether a replica was started and not killed. */
  public boolean isUp(int replica) {
    return replicas.get(replica).isPresent();
  }

  /** Whether a replica is paused. */
  public boolean isPaused(int replica) {
    return pauses.get(replica).isPresent();
  }

  /** How many replicas there are, up or down. */
  public int size() {
    return replicas.size();
  }

  /** The process numbers of the replicas that are up. */
  public List<Long> pids() {
    return replicas.stream().flatMap(Optional::stream).map(each -> each.process().pid()).toList();
  }

  /** The largest resident memory of a replica in MiB; nothing where the system does not tell. */
  public Optional<Long> residentMib() throws IOException {
    long largest = -1;
    for (long pid : pids()) {
      Path status = Path.of("/proc", Long.toString(pid), "status");
      if (Files.isReadable(status)) {
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

  /** Stops all replicas in order, and with force what does not stop. */
  @Override
  public void close() throws IOException {
    for (int i = 0; i < size(); i++) {
      resume(i);
    }
    try {
      for (Optional<Running> replica : replicas) {
        if (replica.isPresent()) {
          replica.get().process().getOutputStream().close();
        }
      }
      for (Optional<Running> replica : replicas) {
        replica.ifPresent(each -> hasEnded(each.process()));
      }
    } finally {
      destroyAll();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // This process is ending, and the hook has done the same.
      }
    }
  }

  private void destroyAll() {
    for (Optional<Process> pause : pauses) {
      pause.ifPresent(each -> each.descendants().forEach(ProcessHandle::destroyForcibly));
      pause.ifPresent(Process::destroyForcibly);
    }
    for (Optional<Running> replica : replicas) {
      replica.ifPresent(each -> each.process().destroyForcibly());
    }
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
