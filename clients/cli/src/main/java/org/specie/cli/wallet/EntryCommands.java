package org.specie.cli.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.HeldEntry.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet entries}, {@code accept} and {@code return}: money that waits. */
final class EntryCommands {
  private EntryCommands() {}

  /** {@code specie wallet entries}. */
  @Command(
      name = "entries",
      header = {"Examples:", "  specie wallet entries", "  specie wallet entries --json", ""},
      description = {
        "",
        "Shows money that waits on the ledger: what is promised to this wallet and from when it can be"
            + " accepted, and what this wallet paid that can still be taken back.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Entries extends OpenWalletCommand {

    Entries(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) {
      return Answer.done(WaitingMoney.describe(wallet.entries(), now()));
    }
  }

  /** {@code specie wallet accept}. */
  @Command(
      name = "accept",
      header = {
        "Examples:",
        "  specie wallet accept 4f1c9a20             one promised payment, once it is released",
        "  specie wallet accept --all                everything that is released",
        ""
      },
      description = {
        "",
        "Brings promised money into the balance, once its delay is over and before it expires."
            + " Everybody sees that this payment was accepted; nobody sees by whom, or how much it is.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Accept extends OpenWalletCommand {

    @Parameters(
        arity = "0..1",
        paramLabel = "ENTRY",
        description = "its name, or the first digits of it")
    private Optional<String> entry = Optional.empty();

    @Option(names = "--all", description = "accept everything that is released")
    private boolean isAll;

    Accept(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    void check() {
      if (entry.isPresent() == isAll) {
        throw new UsageMistake(
            "Name what to accept, or everything with --all.",
            "'specie wallet entries' shows what is promised");
      }
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return accept(wallet).map(Accept::describe);
    }

    private static Result describe(List<Entry> accepted) {
      return accepted.isEmpty()
          ? new Result(
              "Nothing is released. 'specie wallet entries' shows what waits.\n",
              Result.fields("entries", List.of()))
          : org.specie.cli.wallet.Entries.describe(accepted);
    }

    private Answer<List<Entry>> accept(Wallet wallet) throws IOException {
      long now = now();
      if (entry.isPresent()) {
        return WaitingMoney.named(wallet, Role.PROMISED, entry.get())
            .then(name -> wallet.accept(name, now))
            .map(List::of);
      }
      List<Entry> accepted = new ArrayList<>();
      for (Hash32 name : WaitingMoney.released(wallet, now)) {
        Answer<Entry> answer = wallet.accept(name, now);
        if (!answer.isDone()) {
          return answer.map(List::of);
        }
        accepted.add(answer.orThrow());
      }
      return Answer.done(accepted);
    }
  }

  /** {@code specie wallet return}. */
  @Command(
      name = "return",
      aliases = "cancel",
      header = {
        "Examples:",
        "  specie wallet cancel 4f1c9a20             a payment that still waits",
        "  specie wallet return 4f1c9a20             one that was stopped, expired, or given back",
        ""
      },
      description = {
        "",
        "Takes back what this wallet paid into an entry: while it waits, after auditors stopped it,"
            + " once it has expired, or what the payee gave back of it. What it used of the budget does not come back.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class TakeBack extends OpenWalletCommand {

    @Parameters(paramLabel = "ENTRY", description = "its name, or the first digits of it")
    private String entry = "";

    TakeBack(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return WaitingMoney.named(wallet, Role.PAID, entry)
          .then(name -> wallet.takeBack(name, now()))
          .map(org.specie.cli.wallet.Entries::describe);
    }
  }
}
