package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cash.application.audit.SupplyReport;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.StoredChain;
import org.specie.node.verification.ChainVerification;
import org.specie.node.verification.ChainVerification.Outcome;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie verify}. */
@Command(
    name = "verify",
    header = {"Examples:", "  specie verify", "  specie verify --network other --json", ""},
    description = {
      "",
      "Checks a whole chain from public data alone: every block's place, contents and certificate,"
          + " every signature and proof, and the supply. Names the first block that does not hold."
          + " No operator is believed.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  public VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    Progress progress = printer.progress();
    ChainVerification verification =
        new ChainVerification(
            folder.genesis(surroundings),
            surroundings.entropy(),
            (height, last) -> progress.at("verifying blocks", height, last));
    if (folder.description(surroundings).isPresent()) {
      try (OpenNetwork opened = folder.open(surroundings)) {
        return verify(printer, verification, opened.blocks());
      }
    }
    try (StoredChain chain = StoredChain.open(folder.home(surroundings))) {
      return verify(printer, verification, chain);
    }
  }

  private int verify(Printer printer, ChainVerification verification, BlockSource chain)
      throws IOException {
    return switch (verification.verify(chain, new MemoryStorage())) {
      case Outcome.Sound(BlockHeader head, SupplyReport supply) ->
          printer.print(Answer.done(describe(head, supply)));
      case Outcome.Broken(long height, Reason reason) -> broken(printer, height, reason);
    };
  }

  /** A broken chain is this command's result, and a refusal. */
  private int broken(Printer printer, long height, Reason reason) {
    Refusal refusal = new Refusal(reason, "First bad block: " + height + ".");
    if (json.chosen()) {
      printer.printOut(
          Printer.text(
              Result.fields(
                  "sound", false, "firstBadBlock", height, "refused", Printer.fields(refusal))));
      return ExitCode.REFUSED;
    }
    return printer.print(Answer.refused(refusal));
  }

  private static Result describe(BlockHeader head, SupplyReport supply) {
    String text =
        """
        Sound: %d blocks, head %s
        issued      %s
        destroyed   %s
        ordinary    %s in %d accounts
        private     %s of %d enrolled people, %d nullifiers, none twice
        offline     %s in floats
        issued - destroyed = ordinary + private + offline
        """
            .formatted(
                head.height() + 1,
                head.hash().toHex(),
                money(supply.issuedMinor()),
                money(supply.destroyedMinor()),
                money(supply.ordinaryMinor()),
                supply.accounts(),
                money(supply.poolMinor()),
                supply.enrolled(),
                supply.nullifiers(),
                money(supply.offlineMinor()));
    return new Result(
        text,
        Result.fields(
            "sound", true,
            "blocks", head.height() + 1,
            "head", head.hash().toHex(),
            "issued", money(supply.issuedMinor()),
            "destroyed", money(supply.destroyedMinor()),
            "ordinary", money(supply.ordinaryMinor()),
            "private", money(supply.poolMinor()),
            "offline", money(supply.offlineMinor()),
            "accounts", supply.accounts(),
            "enrolled", supply.enrolled(),
            "nullifiers", supply.nullifiers(),
            "conserved", supply.isConserved()));
  }

  private static String money(long minor) {
    return Amount.ofMinor(minor).toDecimal();
  }
}
