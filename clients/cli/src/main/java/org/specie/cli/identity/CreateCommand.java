package org.specie.cli.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie identity create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie identity create --home town-hall --name town-hall.example",
      ""
    },
    description = {
      "",
      "Makes the folder and the keys of an identity provider, and shows what providers need to know"
          + " to take its evidence.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,62}";

  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the identity provider, which is made")
  private Path home = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "such as town-hall.example")
  private String name = "";

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches(NAME)) {
      throw new UsageMistake(
          "'" + name + "' is no name of an identity provider",
          "use 2 to 63 of a-z, 0-9, '.' and '-'");
    }
    IssuerFolder made =
        IssuerFolder.create(surroundings.resolve(home), name, surroundings.entropy());
    String issuer = made.name() + "=" + made.publicKey().bytes().toHex();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "issuer  %s\nProviders take its evidence with: specie psp create --issuer …\n"
                        .formatted(issuer),
                    Result.fields("issuer", issuer))));
  }
}
