package org.specie.cli.wallet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.services.psp.keeping.Names;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.address.AddressText;
import org.specie.wallet.history.Entry;
import org.specie.wallet.letter.Letter;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet pay}. */
@Command(
    name = "pay",
    header = {
      "Examples:",
      "  specie wallet pay spc1q… 12.50 --note coffee      privately, within the budget",
      "  specie wallet pay 0x5290… 80                      openly, from the ordinary balance",
      "  specie wallet pay 'specie:spc1q…?amount=12.50&…'  what a payee asks for, as a link",
      "  specie wallet pay request.png                     the same, as a code in a picture",
      "  specie wallet pay 'specie:at?provider=…'          the same, left sealed with a provider",
      "  specie wallet pay @ben.example 12.50 --network mine   privately, to a name at the"
          + " provider",
      "  specie wallet pay spc1q… 700 --tier 2 --words 'a boat'   above the budget: auditors see"
          + " it",
      "  specie wallet pay spc1q… 8000 --tier 3            a very high amount: it waits, and can be"
          + " stopped",
      "  specie wallet pay spc1q… 20 --returnable          it can be taken back if nobody accepts"
          + " it",
      ""
    },
    description = {
      "",
      "Pays. The address says how: to spc1… privately, to 0x… openly; a payment request names an"
          + " address, and an amount unless it leaves that to the payer; a name is paid privately,"
          + " if the ledger is reached through a provider, who says whose it is, and not if it led"
          + " elsewhere when it was paid before. Waits until the payment is final.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PayCommand extends OpenWalletCommand {
  private static final String NAME_PREFIX = "@";
  private static final String ADDRESS_PREFIX = AddressText.PREFIX + "1";

  @Mixin private PrivateWay way = new PrivateWay();

  @Parameters(
      index = "0",
      paramLabel = "TO",
      description =
          "spc1…, 0x…, @name, specie:…, or a file with a payment request: text, PNG or GIF")
  private String to = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "such as 12.50; what a payment request asks for if it is left out")
  private Optional<Amount> amount = Optional.empty();

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description =
          "words for the payee of a private payment, at most 71 bytes; 39 if it waits; beside a"
              + " request that names a mailbox 280 bytes, of any payment")
  private String note = "";

  @Option(
      names = "--visit",
      description =
          "fetch a request that lies with another provider than yours, who sees where you are")
  private boolean isVisit;

  @Option(
      names = "--readdressed",
      description = "the payee says that the name leads to another address than before")
  private boolean isReaddressed;

  private boolean isTold;

  PayCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return pay(wallet, network).map(paid -> describe(wallet, paid));
  }

  @Override
  void check() {
    if (!Letter.isWords(note)) {
      throw new UsageMistake(
          "The note is longer than 280 bytes or has characters that cannot be shown.",
          "shorten it to one line of plain text");
    }
  }

  private Result describe(Wallet wallet, Entry paid) {
    if (paid.isPending()) {
      printer().note("Auditors have yet to approve it; 'specie wallet settle' asks them again.");
    }
    Result result = WaitingMoney.describe(wallet, paid, now());
    Map<String, Object> fields = new LinkedHashMap<>(result.json());
    fields.put("letter", isTold);
    return new Result(result.text(), fields);
  }

  private Answer<Entry> pay(Wallet wallet, OpenNetwork network) throws IOException {
    if (to.startsWith(NAME_PREFIX)) {
      return toName(wallet, network, to.substring(NAME_PREFIX.length()));
    }
    if (!isAddress()) {
      return RequestSource.read(surroundings(), to, network.membership(), isVisit)
          .then(request -> pay(wallet, network, request));
    }
    if (!to.startsWith(Payee.ACCOUNT_PREFIX)) {
      return wallet.readAddress(to).then(address -> way.of(wallet).pay(address, named(), note));
    }
    requireNoNote("An open payment has no note: everybody would read it.");
    if (way.isChosen()) {
      throw new UsageMistake(
          "An open payment has no tier and is final at once.",
          "leave out --tier and --returnable, or pay to a payment address: spc1…");
    }
    try {
      return wallet.payOrdinary(Address.parse(to), named());
    } catch (MalformedInput e) {
      throw new UsageMistake(
          "'" + to + "' is not an account: " + e.getMessage(), "ask the payee for it again");
    }
  }

  private Amount named() {
    return amount.orElseThrow(
        () ->
            new UsageMistake(
                "The amount is missing.", "name it behind the address, such as 12.50"));
  }

  private Answer<Entry> toName(Wallet wallet, OpenNetwork network, String name) throws IOException {
    if (!Names.isName(name)) {
      throw new UsageMistake(
          "'" + name + "' is no name", "use 3 to 32 of a-z, 0-9 and '.', first a letter");
    }
    Amount wanted = named();
    Membership provider = network.provider();
    String place = provider.address().toString();
    return provider
        .addressOf(name)
        .then(wallet::readAddress)
        .then(address -> wallet.names().check(place, name, address, isReaddressed))
        .then(address -> way.of(wallet).pay(address, wanted, note));
  }

  private boolean isAddress() {
    return to.startsWith(Payee.ACCOUNT_PREFIX)
        || to.regionMatches(true, 0, ADDRESS_PREFIX, 0, ADDRESS_PREFIX.length());
  }

  private Answer<Entry> pay(Wallet wallet, OpenNetwork network, PaymentRequest request)
      throws IOException {
    Optional<PayersLetter> letter =
        mail(network)
            .filter(_ -> request.mailbox().isPresent() && !way.waits())
            .map(provider -> new PayersLetter(provider, wallet, printer()));
    String words = PayersLetter.words(request, note);
    if (letter.isEmpty()) {
      requireNoNote(
          "What a request asks for is paid with the request's own reference as its note, and no"
              + " letter can bring another.");
    } else if (!Letter.isWords(words)) {
      throw new UsageMistake(
          "The note is longer than fits a letter beside the reference.", "shorten it");
    }
    return wallet
        .pay(request, amount, now(), way.of(wallet))
        .map(
            paid -> {
              if (letter.isPresent()) {
                isTold = letter.get().leave(request, request.mailbox().orElseThrow(), paid, words);
              }
              return paid;
            });
  }

  private void requireNoNote(String why) {
    if (!note.isEmpty()) {
      throw new UsageMistake(why, "leave out --note, or pay to a payment address: spc1…");
    }
  }
}
