package org.specie.cli.wallet;

import org.specie.cli.UsageMistake;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Option;

/** How to pay privately: by which tier, and whether it can be taken back. */
final class PrivateWay {
  private static final int WITHIN_BUDGET = 1;
  private static final int WITH_APPROVAL = 2;
  private static final int WITH_DELAY = 3;

  @Option(
      names = "--tier",
      paramLabel = "N",
      description =
          "1: within the budget, seen by nobody (the default); 2: above it at once, and auditors see"
              + " who pays whom how much; 3: a very high amount, which waits on the ledger and which"
              + " auditors can stop")
  private int tier = WITHIN_BUDGET;

  @Option(
      names = "--returnable",
      description =
          "within the budget, in such a way that the payee has to accept it, and that it can be taken"
              + " back once it expires")
  private boolean isReturnable;

  @Option(
      names = "--words",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "what auditors are told about a payment of tier 2, at most 512 bytes")
  private String words = "";

  /** Whether anything but a plain payment is asked for. */
  boolean isChosen() {
    return tier != WITHIN_BUDGET || isReturnable;
  }

  /** Whether the money waits on the ledger for its payee. */
  boolean waits() {
    return tier == WITH_DELAY || isReturnable;
  }

  /** The way that {@code wallet} pays by. */
  Wallet.Way of(Wallet wallet) {
    if (!words.isEmpty() && tier != WITH_APPROVAL) {
      throw new UsageMistake(
          "Nobody reads words to auditors but those of tier 2.",
          "leave out --words, or pay by --tier 2");
    }
    if (isReturnable && tier != WITHIN_BUDGET) {
      throw new UsageMistake(
          "A payment of tier " + tier + " is not within the budget.",
          "leave out --returnable: one that waits can be cancelled in any case");
    }
    return switch (tier) {
      case WITHIN_BUDGET -> isReturnable ? wallet::payReturnably : wallet::payPrivately;
      case WITH_APPROVAL -> (payee, amount, note) -> wallet.payApproved(payee, amount, note, words);
      case WITH_DELAY -> wallet::payWithDelay;
      default -> throw new UsageMistake("There is no tier " + tier + ".", "choose 1, 2 or 3");
    };
  }
}
