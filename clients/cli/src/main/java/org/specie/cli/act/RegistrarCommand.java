package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.Issuance;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.registrar.RegistrarProcesses;
import org.specie.node.act.ProposedOrder;
import org.specie.node.role.Body;
import org.specie.node.role.MemberFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code specie registrar …}: registrars as processes, and what they decide about people who are
 * enrolled.
 */
@Command(
    name = "registrar",
    header = {
      "Examples:",
      "  specie registrar create --dir bank --issuer town-hall.example=7d31…",
      "  specie registrar start --home bank/registrar-1",
      "  specie registrar propose spc1q… 1 --out up.order",
      "  specie registrar sign up.order --seat 1",
      "  specie wallet change-class up.order",
      ""
    },
    description = {
      "",
      "Makes and runs the registrars of a network, each a process that lets people in with its own"
          + " key; and has them order that a person come to another wallet class. An order is a"
          + " file that registrars pass on and sign; the person it names carries it out, once.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RegistrarCommand {
  private RegistrarCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return RegistrarProcesses.in(new CommandLine(new RegistrarCommand()), surroundings)
        .addSubcommand(new Propose(surroundings))
        .addSubcommand(new Show(surroundings))
        .addSubcommand(new Sign(surroundings));
  }

  @Command(
      name = "propose",
      header = {"Examples:", "  specie registrar propose spc1q… 1 --out up.order", ""},
      description = {
        "",
        "Writes the next order for one enrolled person into a file. It names the person's public"
            + " spend key and nothing else of it. Nothing happens before registrars sign it and the"
            + " person carries it out.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Propose implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ProposalOptions options = new ProposalOptions();

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "a payment address: spc1…")
    private String address = "";

    @Parameters(index = "1", paramLabel = "CLASS", description = "0 person, 1 business")
    private int classId;

    Propose(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return options.write(
          surroundings,
          (proposal, opened) ->
              Issuance.payee(opened.ledger().suite(), address)
                  .then(key -> proposal.write(opened, key, classId)));
    }
  }

  @Command(
      name = "show",
      header = {"Examples:", "  specie registrar show up.order", ""},
      description = {
        "",
        "Says in words whom an order moves where and who has signed it; of copies that were signed"
            + " apart, all signatures together. Every signature is verified.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Show implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private NetworkFolder folder = new NetworkFolder();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of one order")
    private List<Path> files = List.of();

    Show(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      try (OpenNetwork opened = folder.open(surroundings)) {
        OrderTable table = new OrderTable(surroundings, opened);
        return new Printer(surroundings, json.chosen())
            .print(table.read(files).map(table::describe));
      }
    }
  }

  /** Whose key signs. */
  static final class Signer {
    @Option(
        names = "--seat",
        paramLabel = "N",
        required = true,
        description = "registrar number N, whose folder lies in that of the network")
    private Optional<Integer> seat = Optional.empty();

    @Option(
        names = "--as",
        paramLabel = "FOLDER",
        required = true,
        description = "folder of a registrar that made its key with 'specie act key'")
    private Optional<Path> folder = Optional.empty();

    private MemberFolder folder(Surroundings surroundings, NetworkFolder network)
        throws IOException {
      if (folder.isPresent()) {
        return MemberFolder.at(surroundings.resolve(folder.get()));
      }
      int number =
          seat.orElseThrow(
              () ->
                  new UsageMistake(
                      "nobody is named who signs", "name a registrar: --seat N, or --as FOLDER"));
      if (number < 1 || number > KeyQuorum.KEYS_MAX) {
        throw new UsageMistake("there is no seat " + number, "choose 1 to " + KeyQuorum.KEYS_MAX);
      }
      return Body.REGISTRARS.member(network.home(surroundings), number - 1);
    }
  }

  @Command(
      name = "sign",
      header = {
        "Examples:",
        "  specie registrar sign up.order --seat 1",
        "  specie registrar sign up.order --as my-registrar --network bank",
        ""
      },
      description = {
        "",
        "Signs an order with the key of one registrar and writes the signature into the file. Says"
            + " what was signed; look before with 'specie registrar show'.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Sign implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private NetworkFolder folder = new NetworkFolder();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(index = "0", paramLabel = "FILE", description = "file of the order")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Signer signer = new Signer();

    Sign(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      MemberFolder registrar = signer.folder(surroundings, folder);
      try (OpenNetwork opened = folder.open(surroundings)) {
        OrderTable table = new OrderTable(surroundings, opened);
        return new Printer(surroundings, json.chosen())
            .print(
                table
                    .read(List.of(file))
                    .then(order -> table.sign(order, registrar))
                    .then(signed -> written(signed, table)));
      }
    }

    private Answer<Result> written(ProposedOrder signed, OrderTable table) throws IOException {
      signed.write(surroundings.resolve(file));
      return Answer.done(table.describe(signed));
    }
  }
}
