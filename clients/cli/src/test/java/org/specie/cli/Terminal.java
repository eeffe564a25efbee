package org.specie.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder, an environment and what is typed: everything a command sees of the world. */
public final class Terminal {
  private final Path directory;
  private final Map<String, String> environment;
  private long passedSeconds;

  public Terminal(Path directory) {
    this(directory, "correct horse battery");
  }

  /** The same, of somebody whose wallets open with {@code passphrase}. */
  public Terminal(Path directory, String passphrase) {
    this.directory = directory;
    this.environment = Map.of("SPECIE_PASSPHRASE", passphrase);
  }

  /** Commands from now on run that much later. */
  public void pass(long seconds) {
    passedSeconds += seconds;
  }

  /** What one command came to. */
  public record Ran(int exitCode, String out, String err) {}

  public Ran run(String... words) {
    return type(List.of(), words);
  }

  /** Runs a command with {@code lines} on its standard input. */
  public Ran type(List<String> lines, String... words) {
    Deque<String> typed = new ArrayDeque<>(lines);
    return answering(() -> Optional.ofNullable(typed.poll()), words);
  }

  /** The next line that somebody types, who may do something before. */
  @FunctionalInterface
  public interface Typist {
    Optional<String> line() throws IOException;
  }

  /** Runs a command with {@code typist} at its standard input. */
  public Ran answering(Typist typist, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    SecureRandom random = new SecureRandom();
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Surroundings.Input() {
              @Override
              public Optional<char[]> passphrase(String prompt) {
                return Optional.empty();
              }

              @Override
              public Optional<String> line() throws IOException {
                return typist.line();
              }
            },
            directory,
            environment,
            false,
            () -> Instant.now().getEpochSecond() + passedSeconds,
            random::nextBytes);
    int exitCode = Main.run(Arrays.copyOf(words, words.length), surroundings);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
