package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.specie.cli.LinkOptions;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletReason;
import org.specie.wallet.letter.Mailbox;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestAtProvider;
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
      "  specie wallet request 9 --at-provider --network mine   a short link; the provider keeps"
          + " the rest",
      ""
    },
    description = {
      "",
      "Asks for money: prints a link that a payer opens, scans or is sent, and that 'specie wallet"
          + " pay' takes. Where the ledger is reached through a provider, the request names a"
          + " mailbox there, in which whoever pays it leaves a letter.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RequestCommand extends OpenWalletCommand {
  private static final long MINUTES_MAX = 527_040;
  private static final int SECONDS_A_MINUTE = 60;

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

  @Option(
      names = "--at-provider",
      description =
          "leave it sealed with the provider for 30 days; the link says where it is and opens it")
  private boolean isAtProvider;

  @Mixin private LinkOptions out = new LinkOptions("Payment request");

  RequestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return request(wallet)
        .map(request -> withMailbox(wallet, network, request))
        .then(request -> link(request, network).then(link -> Answer.done(describe(request, link))));
  }

  @Override
  void check() {
    out.refusePage();
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
    long now = now();
    OptionalLong expires =
        minutes.isPresent()
            ? OptionalLong.of(now + minutes.get() * SECONDS_A_MINUTE)
            : OptionalLong.empty();
    String network = PaymentRequest.networkOf(wallet.network().id().genesis());
    return Answer.done(new PaymentRequest(network, payee, amount, reference, message, expires));
  }

  /** A request without a mailbox is paid all the same; so what goes wrong is noted. */
  private PaymentRequest withMailbox(Wallet wallet, OpenNetwork network, PaymentRequest request) {
    Optional<Membership> provider = mail(network);
    if (provider.isEmpty()) {
      return request;
    }
    try {
      return switch (mailbox(wallet, provider.get(), request)) {
        case Answer.Done<Mailbox>(Mailbox mailbox) -> request.with(mailbox);
        case Answer.Refused<Mailbox>(Refusal refusal) -> failed(request, refusal.toString());
      };
    } catch (IOException e) {
      return failed(request, String.valueOf(e.getMessage()));
    }
  }

  private Answer<Mailbox> mailbox(Wallet wallet, Membership provider, PaymentRequest request)
      throws IOException {
    String address = provider.address().toString();
    if (!Mailbox.isProvider(address)) {
      throw new IOException("a request cannot carry the address " + address + "; join again");
    }
    return wallet
        .letters()
        .make(address, provider.name(), now(), request.expiresAtSeconds().orElse(Long.MAX_VALUE))
        .then(mailbox -> provider.open(mailbox).map(_ -> mailbox));
  }

  private PaymentRequest failed(PaymentRequest request, String why) {
    printer().note("The request names no mailbox for letters: " + why);
    return request;
  }

  private Answer<String> link(PaymentRequest request, OpenNetwork network) throws IOException {
    return isAtProvider
        ? network
            .provider()
            .leave(RequestAtProvider.seal(request, surroundings().entropy()))
            .map(RequestAtProvider::write)
        : Answer.done(RequestLink.write(request));
  }

  private Result describe(PaymentRequest request, String link) throws IOException {
    return new Result(
        out.handOut(surroundings(), link),
        Result.fields(
            "link", link,
            "payee", request.payee().text(),
            "amount", request.amount().map(Amount::toDecimal).orElse(""),
            "reference", request.reference(),
            "message", request.message(),
            "expiresAtSeconds", request.expiresAtSeconds().orElse(0),
            "mailbox", request.mailbox().map(Mailbox::write).orElse("")));
  }
}
