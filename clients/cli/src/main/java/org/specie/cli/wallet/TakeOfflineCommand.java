package org.specie.cli.wallet;

import java.io.IOException;
import org.specie.cli.HexWord;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet take-offline}. */
@Command(
    name = "take-offline",
    header = {
      "Examples:",
      "  specie wallet take-offline 30 --issuer ISSUER --reference REFERENCE",
      ""
    },
    description = {
      "",
      "Makes ordinary money offline cash of an issuer, for the withdrawal that the reference names:"
          + " the bank that gave it pays the purse when this is final. Account and amount are"
          + " public; no budget is used.",
      ""
    },
    mixinStandardHelpOptions = true)
final class TakeOfflineCommand extends OpenWalletCommand {
  @Parameters(paramLabel = "AMOUNT", description = "such as 12.50")
  private Amount amount = Amount.ZERO;

  @Option(names = "--issuer", paramLabel = "ISSUER", required = true, description = HexWord.ISSUER)
  private String issuer = "";

  @Option(
      names = "--reference",
      paramLabel = "REFERENCE",
      required = true,
      description = "64 digits: what the bank named for this withdrawal, used once")
  private String reference = "";

  TakeOfflineCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    var _ = issuer();
    var _ = reference();
  }

  private Hash32 issuer() {
    return HexWord.issuer(issuer);
  }

  private Hash32 reference() {
    return HexWord.read(reference, "the reference that the bank gave for this withdrawal");
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return wallet.takeOffline(issuer(), reference(), amount).map(Entries::describe);
  }
}
