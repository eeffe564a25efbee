package org.specie.cli.purse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Surroundings;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.card.CardSecrets.Kind;
import picocli.CommandLine.Option;

/**
 * What the owner of a card knows, from a file or typed unseen; never from the command line, which
 * other users of a machine can read.
 */
final class OwnerSecrets {
  @Option(
      names = "--number-file",
      paramLabel = "FILE",
      description =
          "first line is the card's number, where the card wants it; else it is asked for")
  private Optional<Path> numberFile = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "the same of the card's password")
  private Optional<Path> passwordFile = Optional.empty();

  /** Tells a card's secret when the card wants it. */
  @FunctionalInterface
  interface Telling {
    /** Nothing if there is nobody to ask, or nothing more to say. */
    Optional<Secret> tell(Kind kind, int triesLeft) throws IOException;
  }

  /** Asks whoever sits at the terminal. */
  static Telling typed(Surroundings surroundings) {
    return (kind, triesLeft) ->
        surroundings
            .input()
            .passphrase("The card's %s (%d tries left): ".formatted(word(kind), triesLeft))
            .map(OwnerSecrets::secret);
  }

  /** What the files say, each once: the second time it would only use up a try. */
  Telling telling(Surroundings surroundings) {
    Telling typed = typed(surroundings);
    Set<Kind> told = EnumSet.noneOf(Kind.class);
    return (kind, triesLeft) -> {
      Optional<Path> file = kind == Kind.NUMBER ? numberFile : passwordFile;
      if (file.isEmpty()) {
        return typed.tell(kind, triesLeft);
      }
      return told.add(kind) ? Optional.of(read(surroundings, file.get())) : Optional.empty();
    };
  }

  /** The first line of a file. */
  static Secret read(Surroundings surroundings, Path file) throws IOException {
    return secret(PassphraseOption.read(surroundings, Optional.of(file), "", false));
  }

  /** What was typed, which is wiped. */
  static Secret secret(char[] typed) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    bytes.clear();
    bytes.put(new byte[bytes.remaining()]);
    Arrays.fill(typed, '\0');
    return Secret.copyOf(exact);
  }

  /** How people call it. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
