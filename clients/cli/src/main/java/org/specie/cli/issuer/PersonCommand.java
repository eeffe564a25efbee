package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer person}. */
@Command(
    name = "person",
    header = {
      "Examples:",
      "  specie issuer person --dir mint --reference 0017 --key 9f2c… --shown 'Bakery, Old Town'",
      "  specie issuer person --dir mint --reference 0018 --key 77d0… --shown Ben --data-file ben.txt",
      ""
    },
    description = {
      "",
      "Enters somebody with the issuer's pseudonym agent whom you identified: once, or with the same"
          + " data again. Owner ids they get only by their own consent, which they give with the"
          + " key. A bank's agent reads the bank's customers instead.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PersonCommand implements Callable<Integer> {
  private static final int FILE_MAX = 1_024;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      required = true,
      description = "of your record of the person, which an order leads to, at most 128 bytes")
  private String reference = "";

  @Option(
      names = "--key",
      paramLabel = "HEX",
      required = true,
      description = "with which the person consents, as 'specie issuer consent' prints it")
  private String key = "";

  @Option(
      names = "--shown",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what payers are shown, at most 40 bytes")
  private String shown = "";

  @Option(names = "--institution", description = "it has accounts of others, and takes deposits")
  private boolean institution;

  @Option(
      names = "--data-file",
      paramLabel = "FILE",
      description = "one line that says who it is, to be sealed in the place of the reference")
  private Optional<Path> data = Optional.empty();

  PersonCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!PayeeInfo.isShowable(shown)) {
      throw new UsageMistake(
          "A payer could not be shown this text.", "use at most 40 bytes and nothing invisible");
    }
    if (!Consent.isReference(reference)) {
      throw new UsageMistake("This is no reference.", "use 1 to 128 bytes and nothing invisible");
    }
    PersonEntry entry =
        new PersonEntry(reference, consenting(), institution, new PayeeInfo(shown), data());
    RoleFolder identities = dir.folder(Founding.IDENTITIES, surroundings);
    String agent = identities.settings().get(PseudonymFolder.AGENT);
    try (Line line = identities.lineTo(Role.PSEUDONYM.word(), surroundings.clock())) {
      return Told.print(
          new PseudonymLine(line).enter(entry),
          new Result(
              "reference    %s\nagent        %s\n".formatted(reference, agent),
              Result.fields("reference", reference, "agent", agent)),
          surroundings,
          json.chosen());
    }
  }

  private Ed25519PublicKey consenting() {
    try {
      return Ed25519PublicKey.decode(Digits.read(key, Ed25519PublicKey.SIZE, "key of a person"));
    } catch (MalformedInput _) {
      throw new UsageMistake(
          "This is no key of a person.", "copy it as 'specie issuer consent' prints it");
    }
  }

  private Optional<String> data() throws IOException {
    if (data.isEmpty()) {
      return Optional.empty();
    }
    Path file = surroundings.resolve(data.get());
    if (!Files.isRegularFile(file) || Files.size(file) > FILE_MAX) {
      throw notSealable();
    }
    try {
      String line = Files.readString(file).strip();
      if (!Identity.isValue(line)) {
        throw notSealable();
      }
      return Optional.of(line);
    } catch (CharacterCodingException _) {
      throw notSealable();
    }
  }

  private UsageMistake notSealable() {
    return new UsageMistake(
        data.map(Path::toString).orElse("") + " has no line that can be sealed.",
        "write one line of at most 512 bytes into it, and nothing invisible");
  }
}
