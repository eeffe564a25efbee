package org.specie.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;
import org.specie.wallet.Balance;
import org.specie.wallet.history.Entry;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestLink;
import org.specie.wallet.statement.BankStatement;
import org.specie.wallet.statement.Period;
import org.specie.wallet.statement.Statement;

/** A shop asks to be paid, is paid by code and by name, and writes its books. */
final class Shopping {
  /** By which the provider of the shop leads to it. */
  static final String SHOP_NAME = "corner.shop";

  private static final Amount COFFEE = Amount.parse("8.40");
  private static final Amount BREAD = Amount.parse("3.20");
  private static final int POINTS = 4;
  private static final String INVOICE = "INV-1001";

  private final Stage stage;
  private final Story story;
  private final Customer shop;
  private final Customer dan;
  private final Customer eva;

  Shopping(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
    this.shop = stage.merchant();
    this.dan = stage.customer(3);
    this.eva = stage.customer(4);
  }

  void play() throws IOException {
    payByCode();
    if (stage.processes().isPresent()) {
      payByName();
    }
    writeTheBooks();
  }

  private void payByCode() throws IOException {
    PaymentRequest request =
        new PaymentRequest(
            PaymentRequest.networkOf(stage.connection().id().genesis()),
            new Payee.Private(shop.wallet().paymentAddressText()),
            Optional.of(COFFEE),
            INVOICE,
            "two coffees",
            OptionalLong.empty());
    String link = RequestLink.write(request);
    List<String> frames = Frames.split(link);
    int modules = QrCode.of(frames.getFirst()).size();
    Measured<?> paid =
        Measured.of(
            stage.stopwatch(),
            () ->
                dan.wallet()
                    .pay(
                        read(seen(frames.getFirst())),
                        Optional.empty(),
                        stage.clock().epochSeconds(),
                        dan.wallet()::payPrivately)
                    .orThrow());
    Balance now = shop.upToDate();
    Entry received = shop.wallet().history().getLast();
    story.step(
        shop + " shows a code for " + COFFEE + ", and " + dan + " pays it",
        now.privately().equals(COFFEE)
            && received.note().equals(INVOICE)
            && received.counterparty().isEmpty(),
        paid.proved() + ", " + paid.settled(),
        "the code         %d x %d modules for a link of %d characters"
            .formatted(modules, modules, link.length()),
        shop + " reads \"" + received.note() + "\" on the payment, and not who paid");
  }

  /** What a camera makes of the code that shows {@code text}. */
  private static String seen(String text) throws IOException {
    return QrCode.read(QrCode.of(text).picture(POINTS))
        .orElseThrow(() -> new IOException("the shop's code cannot be seen"));
  }

  private static PaymentRequest read(String link) throws IOException {
    try {
      return RequestLink.read(link);
    } catch (MalformedInput e) {
      throw new IOException("the shop's code cannot be read", e);
    }
  }

  /** The name leads to the address by the word of the provider both are customers of. */
  private void payByName() throws IOException {
    String _ =
        shop.seat()
            .line()
            .network()
            .provider()
            .publish(SHOP_NAME, shop.wallet().paymentAddressText())
            .orThrow();
    String address = eva.seat().line().network().provider().addressOf(SHOP_NAME).orThrow();
    Entry _ =
        eva.wallet()
            .payPrivately(eva.wallet().readAddress(address).orThrow(), BREAD, "bread")
            .orThrow();
    story.step(
        eva + " pays @" + SHOP_NAME + " " + BREAD + ", by name",
        shop.upToDate().privately().equals(COFFEE.plus(BREAD)),
        "looked up at " + eva.seat().host(),
        "the provider was shown a token nobody can tell from another, not who asked");
  }

  private void writeTheBooks() throws IOException {
    Balance now = shop.upToDate();
    Period all = new Period(0, stage.clock().epochSeconds() + 1);
    List<Statement> statements = Statement.of(shop.wallet().history(), now, all).orThrow();
    String document =
        BankStatement.write(
            statements,
            shop.wallet().account().toString(),
            stage.connection().id().domain().currency(),
            stage.clock().epochSeconds());
    long closing = statements.stream().mapToLong(Statement::closingMinor).sum();
    int entries = statements.stream().mapToInt(each -> each.lines().size()).sum();
    story.step(
        shop + " exports its statement",
        closing == now.ordinary().minor() + now.privately().minor()
            && document.contains(INVOICE)
            && entries > 0,
        "camt.053, " + entries + " entries",
        "what it says was there at the end is what the ledger says the shop has");
  }
}
