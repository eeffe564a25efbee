package org.specie.quality.models;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.TLC;

/**
 * Runs TLC in a process of its own with a bounded heap: it keeps its state in statics and ends the
 * process it runs in.
 */
public final class ModelChecker {
  private static final String HEAP = "-Xmx768m";
  private static final long MINUTES_MAX = 15;
  private static final Pattern STATES =
      Pattern.compile("(\\d+) distinct states found, 0 states left");

  /** TLC's exit code for a violated safety property. */
  private static final int SAFETY_VIOLATED = 12;

  private final Path models;
  private final Path scratch;

  /** Explores copies of what is in {@code models}, in the empty folder {@code scratch}. */
  public ModelChecker(Path models, Path scratch) {
    this.models = models;
    this.scratch = scratch;
  }

  /** What TLC said. */
  public record Outcome(int exitCode, String output) {
    /** Whether every state was visited and every one is as it has to be. */
    public boolean isSound() {
      return exitCode == 0 && output.contains("Model checking completed. No error has been found.");
    }

    /** How many states were visited, if that was all of them. */
    public OptionalInt distinctStates() {
      Matcher states = STATES.matcher(output);
      return states.find()
          ? OptionalInt.of(Integer.parseInt(states.group(1)))
          : OptionalInt.empty();
    }

    /** Whether a state was found that {@code invariant} rules out. */
    public boolean violates(String invariant) {
      return exitCode == SAFETY_VIOLATED
          && output.contains("Invariant " + invariant + " is violated");
    }
  }

  /** Explores {@code model} as {@code configuration} says; both without their file extension. */
  public Outcome explore(String model, String configuration)
      throws IOException, InterruptedException {
    for (String name : new String[] {model + ".tla", configuration + ".cfg"}) {
      Files.copy(models.resolve(name), scratch.resolve(name));
    }
    Path output = scratch.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Djava.io.tmpdir=" + scratch.toAbsolutePath(),
                "-XX:+UseParallelGC",
                "-cp",
                tools().toString(),
                TLC.class.getName(),
                "-workers",
                "auto",
                "-metadir",
                scratch.resolve("states").toString(),
                "-config",
                configuration + ".cfg",
                model + ".tla")
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
        throw new IOException(
            "TLC did not end within " + MINUTES_MAX + " minutes on " + configuration);
      }
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  private static Path tools() throws IOException {
    try {
      return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of TLC is no path", e);
    }
  }
}
