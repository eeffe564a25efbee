package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Option;

/** Which purse. */
public final class PurseOptions {
  private static final String DEFAULT = ".specie/purse";

  @Option(
      names = "--purse",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "the purse's folder (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(DEFAULT);

  /** What to do with an open purse. */
  @FunctionalInterface
  public interface WithPurse<T> {
    Answer<T> use(KeptPurse purse) throws IOException;
  }

  /** The purse's folder. */
  public Path path(Surroundings surroundings) {
    return surroundings.resolve(folder);
  }

  /** Opens the purse and hands it to {@code then}; who is at the terminal is asked. */
  public <T> Answer<T> withPurse(
      Surroundings surroundings, PassphraseOption passphrase, WithPurse<T> then)
      throws IOException {
    return withPurse(surroundings, passphrase, OwnerSecrets.typed(surroundings), then);
  }

  /** The same, with what the owner of the card knows. */
  <T> Answer<T> withPurse(
      Surroundings surroundings,
      PassphraseOption passphrase,
      OwnerSecrets.Telling telling,
      WithPurse<T> then)
      throws IOException {
    char[] typed = passphrase.read(surroundings, false);
    Answer<KeptPurse> opened;
    try {
      opened =
          KeptPurse.open(
              path(surroundings),
              typed,
              Messages.now(surroundings),
              surroundings.entropy(),
              new Button(surroundings),
              telling);
    } finally {
      Arrays.fill(typed, '\0');
    }
    return opened.then(
        purse -> {
          try (purse) {
            return then.use(purse);
          }
        });
  }
}
