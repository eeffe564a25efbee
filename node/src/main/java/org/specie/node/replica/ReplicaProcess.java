package org.specie.node.replica;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of a replica on this machine, known by a file with its number. A number whose process
 * began at another moment than the file says belongs to somebody else by now and is left alone.
 */
public final class ReplicaProcess {
  /** How a replica's virtual machine is kept within 400 MB of memory. */
  private static final List<String> LEAN =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xms48m",
          "-Xmx160m",
          "-Xss512k",
          "-XX:MaxMetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:MaxDirectMemorySize=32m",
          "-XX:+ExitOnOutOfMemoryError");

  private static final String COMPILERS = "-XX:TieredStopAtLevel=";

  /** With the compiler that is soon done alone. */
  private static final String SOON_DONE = COMPILERS + 1;

  private static final String PID = "pid";
  private static final String LOG = "log";
  private static final long STOP_MS = 25_000;

  private final Path root;
  private final String name;

  private ReplicaProcess(Path root, String name) {
    this.root = root;
    this.name = name;
  }

  /** The process of the replica in {@code folder}, running or not. */
  public static ReplicaProcess of(ReplicaFolder folder) {
    return of(folder.root(), folder.name());
  }

  /** The process of the replica or reader {@code name} that lives in {@code root}. */
  public static ReplicaProcess of(Path root, String name) {
    return new ReplicaProcess(root, name);
  }

  /** Where the process writes what it has to say. */
  public Path log() {
    return root.resolve(LOG);
  }

  /**
   * Starts the process, which outlives this one: the same Java and classes as here, and {@code
   * words} for {@code main}.
   */
  public ProcessHandle start(String main, List<String> words) throws IOException {
    return start(command(main, words));
  }

  /**
   * The same for a process that lives for a minute: what it would spend on thorough compiling comes
   * to more than it would save.
   */
  public ProcessHandle startBriefly(String main, List<String> words) throws IOException {
    List<String> command = command(main, words);
    if (!command.contains(SOON_DONE)) {
      command.add(1, SOON_DONE);
    }
    return start(command);
  }

  private ProcessHandle start(List<String> command) throws IOException {
    if (isRunning()) {
      throw new IOException(name + " is running already");
    }
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .redirectErrorStream(true)
            .start();
    Files.writeString(
        root.resolve(PID),
        process.pid() + " " + beganAt(process.toHandle()) + "\n",
        StandardCharsets.UTF_8);
    return process.toHandle();
  }

  /** The command that runs {@code main} as a replica's process does: same classes, lean memory. */
  public static List<String> command(String main, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAN);
    command.addAll(compilers());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(words);
    return command;
  }

  /**
   * Which of the compilers this process was told to go without: one that lives for seconds starts
   * others that do, and has more from a compiler that is soon done than from one that is thorough.
   */
  public static List<String> compilers() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith(COMPILERS))
        .toList();
  }

  private File nothing() throws IOException {
    Path empty = root.resolve("nothing");
    Files.write(empty, new byte[0]);
    return empty.toFile();
  }

  private static long beganAt(ProcessHandle process) {
    return process.info().startInstant().map(moment -> moment.toEpochMilli()).orElse(0L);
  }

  /** The process, if it runs. */
  public Optional<ProcessHandle> handle() throws IOException {
    Path file = root.resolve(PID);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", 2);
    if (parts.length != 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
      throw new IOException(file + " is damaged; stop the replica by hand and remove the file");
    }
    long began = Long.parseLong(parts[1]);
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> beganAt(process) == began);
  }

  public boolean isRunning() throws IOException {
    return handle().isPresent();
  }

  /**
   * Asks the process to stop and waits; after too long it is killed. Whether it ran. An interrupt
   * does not cut this short: it is what has processes stopped, and would leave the others running.
   */
  public boolean stop() throws IOException {
    boolean wasInterrupted = Thread.interrupted();
    try {
      Optional<ProcessHandle> process = handle();
      if (process.isEmpty()) {
        return false;
      }
      boolean _ = process.get().destroy();
      while (true) {
        try {
          if (!hasEnded(process.get(), STOP_MS)) {
            boolean _ = kill();
          }
          Files.deleteIfExists(root.resolve(PID));
          return true;
        } catch (InterruptedIOException e) {
          wasInterrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the process at once, as a power cut would. Whether it ran. */
  public boolean kill() throws IOException {
    Optional<ProcessHandle> process = handle();
    if (process.isEmpty()) {
      return false;
    }
    boolean _ = process.get().destroyForcibly();
    if (!hasEnded(process.get(), STOP_MS)) {
      throw new IOException(name + " does not end, process " + process.get().pid());
    }
    return true;
  }

  /** Waits for {@code process} to end; whether it has. */
  public static boolean hasEnded(ProcessHandle process, long milliseconds) throws IOException {
    try {
      ProcessHandle _ = process.onExit().get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a process ended");
    }
  }
}
