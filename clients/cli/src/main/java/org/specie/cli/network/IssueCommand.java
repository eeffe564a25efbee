package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie issue …}: what only the committee may do. */
@Command(
    name = "issue",
    header = {
      "Examples:",
      "  specie issue ordinary 0x52908400098527886E0F7030069857D2E4169EE7 200",
      "  specie issue private spc1q… 50",
      "  specie issue budget 0 250",
      ""
    },
    description = {
      "",
      "Lets the committee issue ordinary money, private money, or a new anonymity budget.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class IssueCommand {
  private IssueCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new IssueCommand())
        .addSubcommand(new Ordinary(surroundings))
        .addSubcommand(new Private(surroundings))
        .addSubcommand(new Budget(surroundings));
  }

  /** What the committee decides, once the network is open. */
  private interface Decision {
    Answer<Act> act(OpenNetwork opened) throws IOException;
  }

  private static int decide(
      Surroundings surroundings, NetworkFolder folder, JsonFlag json, Decision decision)
      throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      Answer<Recorded> recorded = decision.act(opened).then(opened::decide);
      return new Printer(surroundings, json.chosen()).print(recorded.map(IssueCommand::describe));
    }
  }

  /** Where an act was applied. */
  public static Result describe(Recorded recorded) {
    return new Result(
        "Applied in block %d, transaction %s".formatted(recorded.height(), recorded.id().toHex()),
        Result.fields("transaction", recorded.id().toHex(), "height", recorded.height()));
  }

  @Command(
      name = "ordinary",
      header = {
        "Examples:",
        "  specie issue ordinary 0x52908400098527886E0F7030069857D2E4169EE7 200",
        ""
      },
      description = {"", "Issues ordinary money to an account.", ""},
      mixinStandardHelpOptions = true)
  private static final class Ordinary implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private NetworkFolder folder = new NetworkFolder();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "0x and 40 digits")
    private String account = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Ordinary(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Act issue = Issuance.ordinary(account, amount);
      return decide(surroundings, folder, json, _ -> Answer.done(issue));
    }
  }

  @Command(
      name = "private",
      header = {"Examples:", "  specie issue private spc1q… 50", ""},
      description = {
        "",
        "Issues a coin to an enrolled person. The record names the person and the value; what"
            + " becomes of the coin nobody sees.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Private implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private NetworkFolder folder = new NetworkFolder();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "a payment address: spc1…")
    private String address = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Private(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return decide(
          surroundings,
          folder,
          json,
          opened -> Issuance.privately(opened.ledger().suite(), address, amount));
    }
  }

  @Command(
      name = "budget",
      header = {
        "Examples:",
        "  specie issue budget 0 250      persons, from the next renewal on",
        ""
      },
      description = {"", "Sets what a class's anonymity budget renews to.", ""},
      mixinStandardHelpOptions = true)
  private static final class Budget implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private NetworkFolder folder = new NetworkFolder();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(index = "0", paramLabel = "CLASS", description = "0 person, 1 business")
    private int classId;

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 250")
    private Amount amount = Amount.ZERO;

    Budget(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return decide(surroundings, folder, json, this::act);
    }

    private Answer<Act> act(OpenNetwork opened) throws IOException {
      Policy policy = opened.policy();
      if (classId < 0 || classId >= policy.classes().size()) {
        return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(classId));
      }
      Policy changed = policy.withBudget(classId, amount);
      // The block that decides it is the next one; a policy takes effect after that.
      return Answer.done(new Act.SetPolicy(changed, opened.gateway().tip().height() + 2));
    }
  }
}
