package org.specie.cli.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.psp.Hex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie identity vouch}. */
@Command(
    name = "vouch",
    header = {
      "Examples:",
      "  specie identity vouch --home town-hall --person-file ana.txt --customer 9f2c…"
          + " --out ana.evidence",
      "  specie identity vouch --home town-hall --customer 9f2c… --out ana.evidence"
          + "    asks who it is",
      ""
    },
    description = {
      "",
      "Writes evidence that a customer of a provider is a certain person, under a pseudonym that is"
          + " the same whenever the same person comes. It is good for that customer alone.",
      "",
      "Who it is, is read from a file or from standard input: what stands on a command line, others"
          + " who use the machine can see.",
      ""
    },
    mixinStandardHelpOptions = true)
final class VouchCommand implements Callable<Integer> {
  private static final long DAY_SECONDS = 24L * 60 * 60;
  private static final int DAYS_MAX = 365;
  private static final int CLASS_MAX = 255;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int PERSON_MAX = 1_024;

  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the identity provider")
  private Path home = Path.of("");

  @Option(
      names = "--person-file",
      paramLabel = "FILE",
      description =
          "who it is, in one line written the same each time; it goes nowhere (default: standard"
              + " input, one line)")
  private Optional<Path> personFile = Optional.empty();

  @Option(
      names = "--customer",
      paramLabel = "HEX",
      required = true,
      description = "the customer's key, as 'specie psp join' shows it")
  private String customer = "";

  @Option(names = "--class", paramLabel = "N", description = "wallet class (default: 0, a person)")
  private int classId;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "for how long it is good (default: ${DEFAULT-VALUE})")
  private int days = 30;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "the evidence")
  private Path out = Path.of("");

  VouchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Ed25519PublicKey holder =
        Hex.key(customer)
            .orElseThrow(
                () ->
                    new UsageMistake(
                        "'" + customer + "' is no customer's key",
                        "take it from 'specie psp join': 64 hexadecimal digits"));
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake(days + " days are no validity", "choose 1 to 365 days");
    }
    if (classId < 0 || classId > CLASS_MAX) {
      throw new UsageMistake(classId + " is no class", "choose 0 to 255");
    }
    IssuerFolder.read(surroundings.resolve(home))
        .vouch(person(), holder, classId, surroundings.clock().epochSeconds() + days * DAY_SECONDS)
        .write(surroundings.resolve(out));
    surroundings.err().print("Wrote " + out + "\n");
    return ExitCode.DONE;
  }

  /** Blanks around it, an editor's mark before it, and how accents are coded make nobody else. */
  private String person() throws IOException {
    List<String> lines =
        personFile.isPresent() ? lines(surroundings.resolve(personFile.get())) : typed();
    if (lines.size() != 1 || lines.getFirst().length() > PERSON_MAX) {
      throw new UsageMistake(
          "who it is has to be one line of at most " + PERSON_MAX + " characters",
          "write one line into a file, such as 'passport 123', and name it with --person-file");
    }
    return lines.getFirst();
  }

  private List<String> typed() throws IOException {
    if (surroundings.isTerminal()) {
      surroundings.err().print("Who is it? ");
      surroundings.err().flush();
    }
    return stripped(surroundings.input().line().stream());
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // UTF-8 has four bytes for a character at most; one more shows that the rest is too long.
      byte[] bytes = in.readNBytes(4 * PERSON_MAX + 1);
      return stripped(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().lines());
    } catch (CharacterCodingException e) {
      throw new UsageMistake(file.getFileName() + " is not text in UTF-8", "write it again");
    }
  }

  private static List<String> stripped(Stream<String> lines) {
    return lines
        .map(line -> line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line)
        .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
