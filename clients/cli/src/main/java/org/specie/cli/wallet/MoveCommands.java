package org.specie.cli.wallet;

import java.io.IOException;
import java.util.List;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie wallet load}, {@code unload} and {@code claim}: between one's own pockets. */
final class MoveCommands {
  private MoveCommands() {}

  @Command(
      name = "load",
      header = {"Examples:", "  specie wallet load 80", ""},
      description = {
        "",
        "Makes ordinary money private. Account and amount are public; no budget is used.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Load extends OpenWalletCommand {

    @Parameters(paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Load(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return wallet.load(amount).map(Entries::describe);
    }
  }

  @Command(
      name = "unload",
      header = {"Examples:", "  specie wallet unload 80", ""},
      description = {
        "",
        "Makes private money ordinary. Account and amount are public; no budget is used.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Unload extends OpenWalletCommand {

    @Parameters(paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Unload(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return wallet.unload(amount).map(Entries::describe);
    }
  }

  @Command(
      name = "claim",
      header = {"Examples:", "  specie wallet claim", ""},
      description = {
        "",
        "Brings received coins into the balance. Payments do it on the way; this only makes them"
            + " quicker later.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Claim extends OpenWalletCommand {

    Claim(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return wallet.claim().map(entry -> Entries.describe(entry.map(List::of).orElse(List.of())));
    }
  }
}
