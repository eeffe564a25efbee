package org.specie.cli.pos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Option;

/** Which till. */
final class TillOptions {
  private static final String DEFAULT = ".specie/till";

  @Option(
      names = "--till",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "the till's folder (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(DEFAULT);

  /** What to do with an open till. */
  @FunctionalInterface
  interface WithTill<T> {
    Answer<T> use(KeptTill till) throws IOException;
  }

  /** The till's folder. */
  Path place(Surroundings surroundings) {
    return surroundings.resolve(folder);
  }

  /** Opens the till and hands it to {@code then}. */
  <T> Answer<T> withTill(Surroundings surroundings, PassphraseOption passphrase, WithTill<T> then)
      throws IOException {
    char[] typed = passphrase.read(surroundings, false);
    Answer<KeptTill> opened;
    try {
      opened = KeptTill.open(place(surroundings), typed, surroundings.entropy());
    } finally {
      Arrays.fill(typed, '\0');
    }
    return opened.then(
        till -> {
          try (till) {
            return then.use(till);
          }
        });
  }
}
