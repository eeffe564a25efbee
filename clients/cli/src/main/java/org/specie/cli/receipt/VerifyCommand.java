package org.specie.cli.receipt;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cli.Surroundings;
import org.specie.wallet.receipt.PaymentReceipt;
import org.specie.wallet.receipt.ReceiptFile;
import org.specie.wallet.receipt.ReceiptReason;
import org.specie.wallet.receipt.ReceiptText;
import org.specie.wallet.receipt.ReceiptVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie receipt verify}. */
@Command(
    name = "verify",
    header = {
      "Examples:",
      "  specie receipt verify receipt.pdf",
      "  specie receipt verify receipt.json --network other --json",
      ""
    },
    description = {
      "",
      "Checks a receipt of a private payment against the ledger's genesis, without asking anybody:"
          + " that operators made the payment final, that its payee and amount are the ones shown,"
          + " that whoever issued it signed. Believe what this prints, not what the file shows"
          + " elsewhere. It says who paid only if the payer issued it, and never what was delivered.",
      ""
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ShownFile file = new ShownFile();

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    LedgerConstants ledger = file.ledger(surroundings);
    Suite suite = ledger.suite();
    return file.check(
        surroundings,
        new ShownFile.Kind<>(
            ReceiptFile.BYTES_MAX,
            ReceiptReason.UNREADABLE,
            bytes -> ReceiptFile.read(suite, bytes),
            new ReceiptVerifier(ledger)::verify,
            receipt -> ReceiptText.fields(suite, receipt),
            VerifyCommand::caution),
        said -> "%s %s were paid privately".formatted(said.get("amount"), said.get("currency")));
  }

  private static String caution(PaymentReceipt receipt) {
    return receipt.statement().payer().isPresent()
        ? "The payer issued it; the note is what the payer says it wrote."
        : "The note is what the payee says the payer wrote; who paid is not shown.";
  }
}
