package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cli.Surroundings;
import org.specie.cli.Terminal;
import org.specie.cli.Terminal.Ran;
import org.specie.cli.town.Folders;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.offline.token.value.Minutes;

/** A practice set-up in a folder of its own, made once and copied for every test. */
public final class PlayMoney {
  static final String PASSPHRASE = "correct horse battery";

  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);

  private final Path folder;
  private final Terminal terminal;

  private PlayMoney(Path folder) {
    this.folder = folder;
    this.terminal = new Terminal(folder, PASSPHRASE);
  }

  /** Makes one at {@code place}, as {@code specie purse try} does. */
  public static void make(Path place) throws IOException {
    SecureRandom random = new SecureRandom();
    Minutes now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
    new Practice(now, CHEAP, random::nextBytes).make(place, PASSPHRASE.toCharArray());
  }

  /** The same money in {@code folder}. */
  public static PlayMoney copied(Path from, Path folder) throws IOException {
    copy(from, folder);
    return at(folder);
  }

  /** What was made in {@code folder}. */
  public static PlayMoney at(Path folder) {
    return new PlayMoney(folder);
  }

  /** Copies a folder with all that is in it, in place of what is there. */
  public static void copy(Path from, Path to) throws IOException {
    Folders.remove(to);
    List<Path> inside;
    try (Stream<Path> paths = Files.walk(from)) {
      inside = paths.toList();
    }
    for (Path each : inside) {
      Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public Path folder() {
    return folder;
  }

  public Terminal terminal() {
    return terminal;
  }

  /** What a command sees of the world at {@code now} when nobody types anything. */
  public Surroundings alone(Minutes now) {
    return new Surroundings(
        System.out,
        System.err,
        new Surroundings.Input() {
          @Override
          public Optional<char[]> passphrase(String prompt) {
            return Optional.empty();
          }

          @Override
          public Optional<String> line() {
            return Optional.empty();
          }
        },
        folder,
        Map.of(),
        false,
        () -> now.sinceEpoch() * 60L,
        new SecureRandom()::nextBytes);
  }

  /** Opens the purse of {@code name}, as a command does. */
  public KeptPurse opened(String name, Minutes now) throws IOException {
    Surroundings alone = alone(now);
    return KeptPurse.open(
            folder.resolve(name),
            PASSPHRASE.toCharArray(),
            now,
            alone.entropy(),
            new Button(alone),
            OwnerSecrets.typed(alone))
        .orThrow();
  }

  /** Runs a command. */
  public Ran run(String... words) {
    return terminal.run(words);
  }

  /** Runs a command that is done; its standard output without the end of its line. */
  public String done(String... words) {
    Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out().strip();
  }

  /** Runs a command that is refused with this number. */
  public void refused(int code, String... words) {
    Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("Refused " + code);
    assertThat(ran.out()).isEmpty();
  }

  /** The number behind {@code field} of a JSON document of one level. */
  public String field(String field, String... words) {
    String[] all = Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
    String document = done(all);
    int at = document.indexOf("\"" + field + "\":");
    assertThat(at).as(document).isNotNegative();
    String rest = document.substring(at + field.length() + 3);
    return rest.startsWith("\"")
        ? rest.substring(1, rest.indexOf('"', 1))
        : rest.split("[,}]", 2)[0];
  }

  /** What is on the card of {@code name}. */
  public String balance(String name) {
    return field("balance", "purse", "balance", "--purse", name);
  }
}
