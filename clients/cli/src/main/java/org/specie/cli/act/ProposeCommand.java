package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.Issuance;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie act propose …}. */
@Command(
    name = "propose",
    header = {
      "Examples:",
      "  specie act propose issue 0x52908400098527886E0F7030069857D2E4169EE7 200 --out issue.act",
      "  specie act propose issue-private spc1q… 50 --out coin.act",
      "  specie act propose destroy 20 --out destroy.act",
      "  specie act propose policy --budget 0=250 --out budget.act",
      "  specie act propose veto ENTRY --out stop.act",
      "  specie act propose open CORE --grounds warrant.pdf --out open.act",
      ""
    },
    description = {
      "",
      "Writes what is to be decided into a file. Anybody may propose; nothing happens before"
          + " members sign it and somebody submits it.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ProposeCommand {
  private ProposeCommand() {}

  static CommandLine tree(Surroundings surroundings) {
    CommandLine tree =
        new CommandLine(new ProposeCommand())
            .addSubcommand(new Issue(surroundings))
            .addSubcommand(new IssuePrivate(surroundings))
            .addSubcommand(new Destroy(surroundings))
            .addSubcommand(new ChangePolicy(surroundings))
            .addSubcommand(new Veto(surroundings))
            .addSubcommand(new Clear(surroundings))
            .addSubcommand(new Open(surroundings));
    return ProviderProposals.addTo(OfflineProposals.addTo(tree, surroundings), surroundings);
  }

  /** A subcommand: its own words, and the options of all proposals. */
  private abstract static class Proposing implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ProposalOptions options = new ProposalOptions();

    Proposing(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    abstract Answer<Act> act(OpenNetwork opened) throws IOException;

    final Surroundings surroundings() {
      return surroundings;
    }

    @Override
    public final Integer call() throws IOException {
      return options.propose(surroundings, this::act);
    }
  }

  /** An act on money that waits in an entry. */
  private abstract static class AboutEntry extends Proposing {
    @Parameters(index = "0", paramLabel = "ENTRY", description = PaymentName.HELP)
    private String entry = "";

    private final Function<Hash32, Act> about;

    AboutEntry(Surroundings surroundings, Function<Hash32, Act> about) {
      super(surroundings);
      this.about = about;
    }

    @Override
    final Answer<Act> act(OpenNetwork opened) throws IOException {
      return Answer.done(about.apply(PaymentName.core(opened, entry)));
    }
  }

  @Command(
      name = "issue",
      header = {
        "Examples:",
        "  specie act propose issue 0x52908400098527886E0F7030069857D2E4169EE7 200 --out issue.act",
        ""
      },
      description = {"", "Issues ordinary money to an account. The committee decides.", ""},
      mixinStandardHelpOptions = true)
  private static final class Issue extends Proposing {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "0x and 40 digits")
    private String account = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Issue(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Act> act(OpenNetwork opened) {
      return Answer.done(Issuance.ordinary(account, amount));
    }
  }

  @Command(
      name = "issue-private",
      header = {"Examples:", "  specie act propose issue-private spc1q… 50 --out coin.act", ""},
      description = {"", "Issues a coin to an enrolled person. The committee decides.", ""},
      mixinStandardHelpOptions = true)
  private static final class IssuePrivate extends Proposing {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "a payment address: spc1…")
    private String address = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    IssuePrivate(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Act> act(OpenNetwork opened) {
      return Issuance.privately(opened.ledger().suite(), address, amount);
    }
  }

  @Command(
      name = "destroy",
      header = {"Examples:", "  specie act propose destroy 20 --out destroy.act", ""},
      description = {
        "",
        "Destroys ordinary money that has arrived in the treasury account. The committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Destroy extends Proposing {
    @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Destroy(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Act> act(OpenNetwork opened) {
      return Answer.done(new Act.DestroyOrdinary(amount));
    }
  }

  @Command(
      name = "policy",
      header = {
        "Examples:",
        "  specie act propose policy --profile strict --out strict.act",
        "  specie act propose policy --limit 250 --delay-seconds 3600 --in-blocks 20 --out p.act",
        ""
      },
      description = {
        "",
        "Changes budgets, limits and times from a block on. What is not named stays, people and"
            + " keys do in any case. The committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class ChangePolicy extends Proposing {
    private static final int IN_BLOCKS_MIN = 2;
    private static final int IN_BLOCKS_MAX = 1_000_000;

    @Mixin private PolicyOptions change = new PolicyOptions();

    @Option(
        names = "--in-blocks",
        paramLabel = "N",
        description =
            "in force so many blocks after the last one; it has to be decided before"
                + " (default: ${DEFAULT-VALUE})",
        defaultValue = "16")
    private int inBlocks = 16;

    ChangePolicy(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Act> act(OpenNetwork opened) throws IOException {
      if (inBlocks < IN_BLOCKS_MIN || inBlocks > IN_BLOCKS_MAX) {
        throw new UsageMistake(
            "--in-blocks " + inBlocks + " cannot be",
            "choose 2 to 1000000; the block that decides it is the next one at the earliest");
      }
      Policy now = opened.policy();
      long from = opened.gateway().tip().height() + inBlocks;
      return change
          .changed(now)
          .map(
              policy -> {
                if (policy.equals(now)) {
                  throw new UsageMistake(
                      "nothing of the policy would change", "name what is to be another");
                }
                return new Act.SetPolicy(policy, from);
              });
    }
  }

  @Command(
      name = "veto",
      header = {"Examples:", "  specie act propose veto ENTRY --out stop.act", ""},
      description = {
        "",
        "Stops money that waits in an entry, for good: it goes back to its payer. The auditors"
            + " decide.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Veto extends AboutEntry {
    Veto(Surroundings surroundings) {
      super(surroundings, Act.VetoEntry::new);
    }
  }

  @Command(
      name = "clear",
      header = {"Examples:", "  specie act propose clear ENTRY --out clear.act", ""},
      description = {
        "",
        "Clears money that waits in an entry, where the policy asks for that. It still waits for"
            + " its time. The auditors decide.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Clear extends AboutEntry {
    Clear(Surroundings surroundings) {
      super(surroundings, Act.ClearEntry::new);
    }
  }

  @Command(
      name = "open",
      header = {
        "Examples:",
        "  specie act propose open CORE --grounds warrant.pdf --out open.act",
        "  specie act propose open CORE --grounds 'file 17/26 of the court' --out open.act",
        ""
      },
      description = {
        "",
        "Orders that one payment above the budget be opened. The order, with a hash of the grounds,"
            + " stays on the ledger for everybody to see. The authorities decide.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Open extends Proposing {
    @Parameters(index = "0", paramLabel = "CORE", description = PaymentName.HELP)
    private String core = "";

    @Option(
        names = "--grounds",
        paramLabel = "FILE|TEXT",
        required = true,
        description = "a file, or a text; its SHA-256 stands in the order")
    private String grounds = "";

    Open(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Act> act(OpenNetwork opened) throws IOException {
      return Answer.done(new Act.OrderOpening(PaymentName.core(opened, core), hash()));
    }

    private Hash32 hash() throws IOException {
      Path file = surroundings().resolve(Path.of(grounds));
      return Files.isRegularFile(file)
          ? Hash32.sha256(Files.readAllBytes(file))
          : Hash32.sha256(ByteString.utf8(grounds));
    }
  }
}
