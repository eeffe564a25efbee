package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.factory.OwnerEntry;
import org.specie.services.issuer.line.Line;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer owner}. */
@Command(
    name = "owner",
    header = {
      "Examples:",
      "  specie issuer owner --dir mint --id 77d0… --shown 'Bakery, Old Town'",
      "  specie issuer owner --dir mint --id 3e11… --anonymous",
      ""
    },
    description = {
      "",
      "Enters an owner with the factory, as the register of pseudonyms does: once, or with the same"
          + " data again. The text is what payers are shown.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OwnerCommand implements Callable<Integer> {
  private static final int ID_SIZE = 16;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--id", paramLabel = "HEX", required = true, description = "owner id, 16 bytes")
  private String id = "";

  @Option(
      names = "--shown",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what payers are shown, at most 40 bytes")
  private String shown = "";

  @Option(names = "--anonymous", description = "nobody knows whose pseudonym it is")
  private boolean anonymous;

  @Option(names = "--institution", description = "it has accounts of others, and takes deposits")
  private boolean institution;

  OwnerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (anonymous && institution) {
      throw new UsageMistake(
          "An institution is known by name.", "give --anonymous or --institution, not both");
    }
    if (!PayeeInfo.isShowable(shown)) {
      throw new UsageMistake(
          "A payer could not be shown this text.", "use at most 40 bytes and nothing invisible");
    }
    OwnerEntry entry =
        new OwnerEntry(
            new OwnerId(Digits.read(id, ID_SIZE, "owner id")),
            new TokenOwner(anonymous, institution, new PayeeInfo(shown)));
    try (Line line =
        dir.folder(Founding.REGISTER, surroundings)
            .lineTo(Role.FACTORY.word(), surroundings.clock())) {
      return Told.print(
          new FactoryLine(line).enter(entry),
          new Result("owner        " + id + "\n", Result.fields("owner", id)),
          surroundings,
          json.chosen());
    }
  }
}
