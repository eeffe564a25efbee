package org.specie.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;

/**
 * The world a command runs in. Everything a command takes from outside passes through here, so that
 * a test can run it whole.
 *
 * @param out the result, nothing else
 * @param err progress, notes, refusals, prompts
 * @param directory where relative paths begin
 * @param isTerminal whether somebody looks at stderr and lines may be overwritten
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Input input,
    Path directory,
    Map<String, String> environment,
    boolean isTerminal,
    Clock clock,
    Entropy entropy) {
  /** What a person types. */
  public interface Input {
    /** A passphrase, typed unseen; nothing where nobody can be asked. */
    Optional<char[]> passphrase(String prompt);

    /** The next line of standard input; nothing at its end. */
    Optional<String> line() throws IOException;
  }

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The process this is. */
  public static Surroundings ofProcess() {
    SecureRandom random = new SecureRandom();
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return new Surroundings(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        terminal.<Input>map(AtTerminal::new).orElseGet(AtPipe::new),
        Path.of("").toAbsolutePath(),
        System.getenv(),
        terminal.isPresent(),
        () -> Instant.now().getEpochSecond(),
        random::nextBytes);
  }

  /** The path {@code text}, from {@link #directory} on. */
  public Path resolve(Path path) {
    return directory.resolve(path);
  }

  private record AtTerminal(Console console) implements Input {
    @Override
    public Optional<char[]> passphrase(String prompt) {
      // The prompt must not reach stdout, where the result goes.
      System.err.print(prompt);
      System.err.flush();
      return Optional.ofNullable(console.readPassword());
    }

    @Override
    public Optional<String> line() {
      return Optional.ofNullable(console.readLine());
    }
  }

  private static final class AtPipe implements Input {
    private final BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    @Override
    public Optional<char[]> passphrase(String prompt) {
      return Optional.empty();
    }

    @Override
    public Optional<String> line() throws IOException {
      return Optional.ofNullable(lines.readLine());
    }
  }
}
