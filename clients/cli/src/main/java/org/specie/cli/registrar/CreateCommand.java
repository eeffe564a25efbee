package org.specie.cli.registrar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.SeatOptions;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.identity.KnownIssuers;
import org.specie.cli.network.NetworkFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie registrar create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie registrar create --dir bank --issuer town-hall.example=7d31…",
      "  specie registrar create --dir bank --issuer town-hall.example=7d31… --host"
          + " registrars.example --first-port 7400",
      "  specie registrar create --dir bank --issuer town-hall.example=7d31… --home newcomer"
          + " --in-place-of bank/registrar-3",
      ""
    },
    description = {
      "",
      "Gives each registrar that a network was founded with a place at which providers ask it, and"
          + " writes its card into DIR/registrars, for providers. Each registrar's folder can then"
          + " be taken to a machine of its own.",
      "With --home and --in-place-of it makes a single one that takes over another's share of the"
          + " key behind uniqueness tags: the committee names its key, with 'specie act propose policy --replace registrar-N=KEY'.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder network = new NetworkFolder();
  @Mixin private KnownIssuers issuers = new KnownIssuers();
  @Mixin private SeatOptions seats = new SeatOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "makes one registrar here, in place of another")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--in-place-of",
      paramLabel = "DIR",
      description =
          "folder of the registrar whose place it takes, and whose share of the key behind"
              + " uniqueness tags")
  private Optional<Path> before = Optional.empty();

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    seats.check();
    if (home.isPresent() != before.isPresent()) {
      throw new UsageMistake(
          "A newcomer needs the share of the registrar whose place it takes.",
          "give both --home and --in-place-of, or neither");
    }
    if (issuers.keys().isEmpty()) {
      throw new UsageMistake(
          "Registrars believe nobody's evidence.",
          "name an identity provider: --issuer NAME=HEX, as 'specie identity create' prints it");
    }
    Path described = network.path(surroundings);
    if (!NetworkDescription.isIn(described)) {
      throw new IOException(
          "there is no network of replicas in "
              + network.given()
              + "; make one with 'specie network create --replicas 4'");
    }
    Placing placing =
        new Placing(
            described,
            seats.host(),
            seats.days(),
            issuers.keys(),
            surroundings.clock(),
            surroundings.entropy());
    List<RegistrarFolder> made =
        home.isPresent() && before.isPresent()
            ? List.of(
                placing.placeNewcomer(
                    surroundings.resolve(home.get()).toAbsolutePath(),
                    surroundings.resolve(before.get()),
                    seats.firstPort()))
            : placing.place(seats.firstPort());
    return new Printer(surroundings, json.chosen())
        .print(Answer.done(described(made, described.resolve(RegistrarCards.FOLDER))));
  }

  private static Result described(List<RegistrarFolder> made, Path cards) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (RegistrarFolder each : made) {
      String key = each.key().bytes().toHex();
      RegistrarFolder.SharePlace share = each.share();
      text.append("%-12s %s  %s  share %s\n".formatted(each.name(), each.url(), key, share));
      fields.add(
          Result.fields(
              "name",
              each.name(),
              "url",
              each.url().toString(),
              "key",
              key,
              "share",
              share.number(),
              "folder",
              each.root().toString()));
    }
    text.append("cards        %s\n".formatted(cards));
    made.forEach(
        each ->
            text.append(
                "Start it with: specie registrar start --home %s\n".formatted(each.root())));
    return new Result(
        text.toString(), Result.fields("registrars", fields, "cards", cards.toString()));
  }
}
