package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.receipt.PaymentReceipt;
import org.specie.wallet.receipt.ReceiptMaker.Paid;
import org.specie.wallet.receipt.ReceiptMaker.Words;
import org.specie.wallet.receipt.ReceiptPage;
import org.specie.wallet.receipt.ReceiptReason;
import org.specie.wallet.receipt.ReceiptText;
import org.specie.wallet.request.PaymentRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet receipt}. */
@Command(
    name = "receipt",
    header = {
      "Examples:",
      "  specie wallet receipt --out receipt.pdf       of the last payment received",
      "  specie wallet receipt 4f1c9a20 --for 'Ana Cohen' --text 'invoice 17' --out 17.json",
      "  specie wallet receipt 4f1c9a20 --paid-to spc1… --out paid.pdf    of a payment made",
      "  specie receipt verify receipt.pdf             what whoever gets it does with it",
      ""
    },
    description = {
      "",
      "Makes a receipt of a private payment that this wallet received, signed: a third party"
          + " verifies it without asking anybody. It discloses this payment and this wallet's"
          + " address, nothing else, to everybody who ever sees the file. With --paid-to it is of a"
          + " payment that this wallet made, and shows the payee's address as well.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReceiptCommand extends OpenWalletCommand {
  private static final int DIGITS_MIN = 4;
  private static final int DIGITS = 2 * Hash32.SIZE;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TX",
      description =
          "number of the payment, or its first digits, as 'specie wallet history' shows it; the last"
              + " one received, or with --paid-to made, if left out")
  private Optional<String> transaction = Optional.empty();

  @Option(
      names = "--paid-to",
      paramLabel = "ADDRESS",
      description = "of a payment that this wallet made to this address, spc1…")
  private Optional<String> payee = Optional.empty();

  @Option(
      names = "--note",
      paramLabel = "NOTE",
      description =
          "with --paid-to: the note as it was written, where the wallet was restored since and does"
              + " not know it")
  private Optional<String> note = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "NAME",
      description = "for whom it is made, at most 140 bytes; stands on it")
  private String recipient = "";

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "your words, such as an invoice's number, at most 140 bytes")
  private String text = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where to write it: a page if the name ends in .pdf, text if in .json")
  private Path file = Path.of("");

  ReceiptCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    requireFits(digits());
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return find(wallet.history(), digits())
        .then(id -> receipt(wallet, id, new Words(text, recipient)))
        .then(receipt -> write(wallet, receipt));
  }

  private String digits() {
    return transaction.map(each -> each.toLowerCase(Locale.ROOT)).orElse("");
  }

  private Answer<PaymentReceipt> receipt(Wallet wallet, Hash32 id, Words words) throws IOException {
    return payee.isEmpty()
        ? wallet.receipt(id, words)
        : wallet
            .readAddress(payee.get())
            .then(address -> wallet.receiptOfPaid(id, new Paid(address, note), words));
  }

  private void requireFits(String digits) {
    if (transaction.isPresent() && !digits.matches("[0-9a-f]{" + DIGITS_MIN + "," + DIGITS + "}")) {
      throw new UsageMistake(
          "'" + transaction.get() + "' is not a transaction's number.",
          "give 4 to 64 hexadecimal digits; 'specie wallet history' shows some");
    }
    if (note.isPresent() && payee.isEmpty()) {
      throw new UsageMistake(
          "--note is of a payment that this wallet made.", "say with --paid-to to whom");
    }
    if (!PaymentRequest.isMessage(text) || !PaymentRequest.isMessage(recipient)) {
      throw new UsageMistake(
          "--text and --for have at most 140 bytes each, all of them visible.",
          "shorten them to one line of plain text");
    }
    if (!isPage() && !ending().endsWith(".json")) {
      throw new UsageMistake(
          "'" + file + "' ends neither in .pdf nor in .json.", "name the file after its form");
    }
  }

  private boolean isPage() {
    return ending().endsWith(".pdf");
  }

  private String ending() {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private Answer<Hash32> find(List<Entry> history, String digits) {
    EntryKind kind = payee.isEmpty() ? EntryKind.RECEIVED_PRIVATELY : EntryKind.PAID_PRIVATELY;
    List<Hash32> found =
        history.stream()
            .filter(entry -> entry.kind() == kind)
            .map(Entry::transactionId)
            .filter(id -> id.toHex().startsWith(digits))
            .distinct()
            .toList();
    if (found.size() > 1 && !digits.isEmpty()) {
      throw new UsageMistake(found.size() + " payments begin with " + digits, "give more digits");
    }
    return found.isEmpty()
        ? Answer.refused(ReceiptReason.NOT_RECEIVED, digits)
        : Answer.done(found.getLast());
  }

  private Answer<Result> write(Wallet wallet, PaymentReceipt receipt) throws IOException {
    Suite suite = wallet.network().suite();
    byte[] bytes =
        isPage()
            ? ReceiptPage.write(suite, receipt).toByteArray()
            : ReceiptText.write(suite, receipt).getBytes(StandardCharsets.US_ASCII);
    Files.write(surroundings().resolve(file), bytes);
    String amount = receipt.statement().opening().value().toDecimal();
    return Answer.done(
        new Result(
            "%s: receipt of %s %s, shows %s to whoever sees it\n"
                .formatted(
                    file,
                    amount,
                    suite.domain().currency(),
                    payee.isEmpty() ? "your address" : "your address and the payee's"),
            Result.fields(
                "file", file.toString(),
                "amount", amount,
                "transaction", receipt.statement().proof().transaction().id().toHex())));
  }
}
