package org.specie.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * A passphrase comes from a file, the environment or the keyboard; never from the command line,
 * which other users of a machine can read.
 */
public final class PassphraseOption {
  private static final String VARIABLE = "SPECIE_PASSPHRASE";
  private static final int PASSPHRASE_BYTES_MAX = 4096;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "first line is the passphrase; else $SPECIE_PASSPHRASE, else it is asked for")
  private Optional<Path> passphraseFile = Optional.empty();

  /**
   * The passphrase, which the caller wipes.
   *
   * @param isNew whether one that is typed is typed twice
   */
  public char[] read(Surroundings surroundings, boolean isNew) throws IOException {
    return read(surroundings, passphraseFile, "Passphrase: ", isNew);
  }

  /** The passphrase from the first line of {@code file}, if there is one, else as above. */
  public static char[] read(
      Surroundings surroundings, Optional<Path> file, String prompt, boolean isNew)
      throws IOException {
    if (file.isPresent()) {
      return firstLine(surroundings.resolve(file.get()));
    }
    Optional<String> variable = Optional.ofNullable(surroundings.environment().get(VARIABLE));
    if (variable.isPresent()) {
      return variable.get().toCharArray();
    }
    char[] typed = ask(surroundings, prompt);
    if (isNew && !Arrays.equals(typed, ask(surroundings, "The same again: "))) {
      throw new UsageMistake("The two passphrases differ.", "type the same one twice");
    }
    return typed;
  }

  private static char[] ask(Surroundings surroundings, String prompt) {
    return surroundings
        .input()
        .passphrase(prompt)
        .orElseThrow(
            () ->
                new UsageMistake(
                    "A passphrase is needed and nobody can be asked.",
                    "name a file with --passphrase-file, or set SPECIE_PASSPHRASE"));
  }

  private static char[] firstLine(Path path) throws IOException {
    if (Files.size(path) > PASSPHRASE_BYTES_MAX) {
      throw new IOException(path + " is too long for a passphrase");
    }
    byte[] bytes = Files.readAllBytes(path);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    text.get(line);
    return line;
  }
}
