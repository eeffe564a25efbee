package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;
import org.specie.qr.QrPicture;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletReason;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet request}. */
@Command(
    name = "request",
    header = {
      "Examples:",
      "  specie wallet request 12.50 --reference R-17 --message 'two coffees' --qr",
      "  specie wallet request 80 --openly --minutes 15 --out request.png",
      "  specie wallet request --out till.txt              the payer names the amount",
      ""
    },
    description = {
      "",
      "Asks for money: prints a link that a payer opens, scans or is sent, and that 'specie wallet"
          + " pay' takes.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RequestCommand implements Callable<Integer> {
  private static final long MINUTES_MAX = 527_040;
  private static final int SECONDS_A_MINUTE = 60;
  private static final List<String> PICTURES = List.of("png", "gif");

  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "such as 12.50; the payer decides if it is left out")
  private Optional<Amount> amount = Optional.empty();

  @Option(names = "--openly", description = "to the account, for all to see, not privately")
  private boolean isOpen;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "for your books, at most 35 letters, digits and / - ? : ( ) . , ' +")
  private String reference = "";

  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "words for the payer, at most 140 bytes")
  private String message = "";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "it may be paid for so long, at most 366 days; for ever if left out")
  private Optional<Long> minutes = Optional.empty();

  @Option(names = "--qr", description = "also show it as a code on the terminal")
  private boolean isShown;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "also write it: a picture of the code if the name ends in .png, else text")
  private Optional<Path> file = Optional.empty();

  RequestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    requireFits();
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options
            .withWallet(surroundings, printer, (wallet, _) -> request(wallet))
            .then(this::describe));
  }

  private void requireFits() {
    if (!PaymentRequest.isReference(reference)) {
      throw new UsageMistake(
          "The reference is longer than 35 characters or has others than letters, digits, space"
              + " and / - ? : ( ) . , ' +.",
          "shorten it; words for the payer go into --message");
    }
    if (!PaymentRequest.isMessage(message)) {
      throw new UsageMistake(
          "The message is longer than 140 bytes or has characters that cannot be shown.",
          "shorten it to one line of plain text");
    }
    if (amount.filter(Amount.ZERO::equals).isPresent()) {
      throw new UsageMistake("Nobody pays nothing.", "name an amount, or leave it out");
    }
    long asked = minutes.orElse(1L);
    if (asked < 1 || asked > MINUTES_MAX) {
      throw new UsageMistake(
          "--minutes is %d, and may be 1 to %,d.".formatted(asked, MINUTES_MAX),
          "leave it out for a request that does not expire");
    }
  }

  private Answer<PaymentRequest> request(Wallet wallet) {
    boolean isEnrolled = wallet.holdings().live().isPresent();
    if (!isOpen && !isEnrolled) {
      return Answer.refused(WalletReason.NOT_ENROLLED, "(or ask for it with --openly)");
    }
    Payee payee =
        isOpen
            ? new Payee.Account(wallet.account())
            : new Payee.Private(wallet.paymentAddressText());
    long now = surroundings.clock().epochSeconds();
    OptionalLong expires =
        minutes.isPresent()
            ? OptionalLong.of(now + minutes.get() * SECONDS_A_MINUTE)
            : OptionalLong.empty();
    String network = PaymentRequest.networkOf(wallet.network().id().genesis());
    return Answer.done(new PaymentRequest(network, payee, amount, reference, message, expires));
  }

  private Answer<Result> describe(PaymentRequest request) throws IOException {
    String link = RequestLink.write(request);
    if (file.isPresent()) {
      write(surroundings.resolve(file.get()), link);
    }
    String code =
        isShown
            ? Frames.split(link).stream()
                .map(each -> QrCode.of(each).print())
                .collect(Collectors.joining("\n"))
            : "";
    return Answer.done(
        new Result(
            code + link + "\n",
            Result.fields(
                "link", link,
                "payee", request.payee().text(),
                "amount", request.amount().map(Amount::toDecimal).orElse(""),
                "reference", request.reference(),
                "message", request.message(),
                "expiresAtSeconds", request.expiresAtSeconds().orElse(0))));
  }

  /** A code that needs several frames moves, and a picture that moves is a GIF. */
  private static void write(Path path, String link) throws IOException {
    String name = path.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!PICTURES.contains(ending)) {
      Files.writeString(path, link + "\n");
      return;
    }
    if (!ending.equals(QrPicture.format(link))) {
      throw new UsageMistake(
          "The code of this request is no ." + ending + " picture.",
          "name the file …." + QrPicture.format(link));
    }
    Files.write(path, QrPicture.write(link).toByteArray());
  }
}
