package org.specie.cli.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      "  specie identity vouch --home town-hall --person 'passport 123' --customer 9f2c…"
          + " --out ana.evidence",
      ""
    },
    description = {
      "",
      "Writes evidence that a customer of a provider is a certain person, under a pseudonym that is"
          + " the same whenever the same person comes. It is good for that customer alone.",
      ""
    },
    mixinStandardHelpOptions = true)
final class VouchCommand implements Callable<Integer> {
  private static final long DAY_SECONDS = 24L * 60 * 60;
  private static final int DAYS_MAX = 365;
  private static final int CLASS_MAX = 255;

  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the identity provider")
  private Path home = Path.of("");

  @Option(
      names = "--person",
      paramLabel = "TEXT",
      required = true,
      description = "who it is, written the same each time; it goes nowhere")
  private String person = "";

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
        .vouch(person, holder, classId, surroundings.clock().epochSeconds() + days * DAY_SECONDS)
        .write(surroundings.resolve(out));
    surroundings.err().print("Wrote " + out + "\n");
    return ExitCode.DONE;
  }
}
