package org.specie.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.specie.cli.access.AccessCommand;
import org.specie.cli.act.ActCommand;
import org.specie.cli.act.RegistrarCommand;
import org.specie.cli.auditor.AuditorCommand;
import org.specie.cli.bank.BankCommand;
import org.specie.cli.demo.DemoCommand;
import org.specie.cli.explain.ExplainCommand;
import org.specie.cli.identity.IdentityCommand;
import org.specie.cli.issuer.IssuerCommand;
import org.specie.cli.network.IssueCommand;
import org.specie.cli.network.NetworkCommand;
import org.specie.cli.network.SupplyCommand;
import org.specie.cli.network.VerifyCommand;
import org.specie.cli.node.NodeCommand;
import org.specie.cli.operators.OperatorsCommand;
import org.specie.cli.pos.PosCommand;
import org.specie.cli.psp.PspCommand;
import org.specie.cli.purse.PurseCommand;
import org.specie.cli.receipt.ReceiptCommand;
import org.specie.cli.receipt.ShownCommands;
import org.specie.cli.wallet.WalletCommand;
import org.specie.kernel.core.Amount;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code specie}: finds the command the words mean, runs it, and gives its exit code. */
public final class Main {
  private static final int HELP_WIDTH = 100;

  private Main() {}

  @Command(
      name = "specie",
      header = {
        "Examples:",
        "  specie demo                                   see the whole of it in half a minute",
        "  specie network create                         a network of your own in ./.specie",
        "  specie wallet new                             a wallet, and the words that restore it",
        "  specie explain 4f1c9a20                       what the ledger saw of a transaction",
        ""
      },
      description = {"", "Digital cash: ordinary, and private within a budget.", ""},
      footer = {
        "",
        "Exit codes: 0 done, 1 refused, 2 usage, 3 environment, 4 bug.",
        "stdout carries the result; progress, notes and refusals go to stderr."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Specie {}

  /** Runs the process. */
  public static void main(String[] args) {
    System.exit(run(args, Surroundings.ofProcess()));
  }

  /** Runs one command in {@code surroundings}; the exit code. */
  public static int run(String[] args, Surroundings surroundings) {
    CommandLine specie = tree(surroundings);
    specie
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setExpandAtFiles(false)
        .registerConverter(Amount.class, Main::amount)
        .setParameterExceptionHandler((e, words) -> usage(e, surroundings))
        .setExecutionExceptionHandler((e, command, parsed) -> failure(e, surroundings));
    try {
      return specie.execute(args);
    } catch (Error e) {
      // Only main catches a bug: it says so, and nothing goes on.
      return bug(e, surroundings);
    }
  }

  private static CommandLine tree(Surroundings surroundings) {
    CommandLine tree =
        new CommandLine(new Specie())
            .addSubcommand(DemoCommand.tree(surroundings))
            .addSubcommand(
                NetworkCommand.tree(surroundings)
                    .addSubcommand(OperatorsCommand.tree(surroundings)))
            .addSubcommand(NodeCommand.tree(surroundings))
            .addSubcommand(PspCommand.tree(surroundings))
            .addSubcommand(AuditorCommand.tree(surroundings))
            .addSubcommand(IdentityCommand.tree(surroundings))
            .addSubcommand(IssueCommand.tree(surroundings))
            .addSubcommand(IssuerCommand.tree(surroundings))
            .addSubcommand(ActCommand.tree(surroundings))
            .addSubcommand(RegistrarCommand.tree(surroundings))
            .addSubcommand(AccessCommand.tree(surroundings))
            .addSubcommand(new SupplyCommand(surroundings))
            .addSubcommand(WalletCommand.tree(surroundings))
            .addSubcommand(PurseCommand.tree(surroundings))
            .addSubcommand(PosCommand.tree(surroundings))
            .addSubcommand(BankCommand.tree(surroundings))
            .addSubcommand(ReceiptCommand.tree(surroundings))
            .addSubcommand(ShownCommands.income(surroundings))
            .addSubcommand(ShownCommands.disclosure(surroundings))
            .addSubcommand(new ExplainCommand(surroundings))
            .addSubcommand(new VerifyCommand(surroundings));
    showExamplesFirst(tree.getCommandSpec());
    return tree;
  }

  /**
   * Commands write their examples as a header, which picocli would also show in place of the
   * description where commands are listed; as a heading they stand first on their own page and
   * nowhere else.
   */
  private static void showExamplesFirst(CommandSpec command) {
    UsageMessageSpec usage = command.usageMessage();
    // A command of two names is met twice.
    if (usage.header().length > 0) {
      usage.headerHeading(String.join("%n", usage.header()) + "%n");
      usage.header(new String[0]);
    }
    String[] description = usage.description();
    if (description.length > 0 && description[0].isEmpty()) {
      usage.descriptionHeading("%n");
      usage.description(Arrays.copyOfRange(description, 1, description.length));
    }
    command.subcommands().values().forEach(sub -> showExamplesFirst(sub.getCommandSpec()));
  }

  private static Amount amount(String text) {
    try {
      return Amount.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int usage(ParameterException e, Surroundings surroundings) {
    CommandLine command = e.getCommandLine();
    say(surroundings, message(e));
    say(surroundings, "Tip: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failure(Exception e, Surroundings surroundings) {
    return switch (e) {
      case UsageMistake mistake -> {
        say(surroundings, message(mistake));
        say(surroundings, "Tip: " + mistake.tip());
        yield ExitCode.USAGE;
      }
      case InterruptedIOException _ -> {
        say(surroundings, "interrupted");
        yield ExitCode.ENVIRONMENT;
      }
      case IOException environment -> environment(environment, surroundings);
      case UncheckedIOException environment -> environment(environment, surroundings);
      default -> bug(e, surroundings);
    };
  }

  private static int environment(Exception e, Surroundings surroundings) {
    say(surroundings, message(e));
    say(
        surroundings,
        "Tip: this is about files or the ledger's process, not about money; put it right, and try"
            + " again.");
    return ExitCode.ENVIRONMENT;
  }

  private static int bug(Throwable e, Surroundings surroundings) {
    say(surroundings, "This is a bug of this program: " + e);
    e.printStackTrace(surroundings.err());
    say(surroundings, "Tip: nothing half-done is kept; report the lines above.");
    return ExitCode.BUG;
  }

  private static String message(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static void say(Surroundings surroundings, String line) {
    surroundings.err().print("specie: " + line + "\n");
    surroundings.err().flush();
  }
}
