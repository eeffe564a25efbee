package org.specie.cli.pos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.ReaderOption;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.TappedCard;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.till.Charging.Outcome;
import org.specie.offline.purse.till.Charging.Sale;
import org.specie.offline.purse.till.Charging.Tapped;
import org.specie.offline.token.receipt.Payment;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie pos charge}. Spec: docs/spec/60-card-at-a-till.md. */
@Command(
    name = "charge",
    header = {
      "Examples:",
      "  specie purse readers",
      "  specie pos charge 7.90 --till till-1 --reader 'Virtual reader 00 00'",
      ""
    },
    description = {
      "",
      "Has a card pay that its owner holds to the reader of the till, up to what the card pays by"
          + " tapping. The till does not know the card, and the card needs no computer and no"
          + " network.",
      "",
      "Where the card was taken away too early, do the same again with the same card: what it paid"
          + " is found, and not paid twice. A card that does not pay costs the till nothing, one"
          + " that is not held there again a token.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ChargeCommand extends TillCommand {
  private static final int SECONDS_MAX = 86_400;

  @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 7.90")
  private Amount amount = Amount.ZERO;

  @Mixin private ReaderOption reader = new ReaderOption();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "how long to wait for a card, at most a day (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--hold",
      defaultValue = "10",
      description =
          "how long to wait after a payment until the card is away, so that it does not pay the next"
              + " sale, at most a day (default: ${DEFAULT-VALUE} seconds)")
  private int hold = 10;

  ChargeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptTill till) throws IOException {
    if (amount.equals(Amount.ZERO)
        || Math.min(seconds, hold) < 0
        || Math.max(seconds, hold) > SECONDS_MAX) {
      throw new UsageMistake(
          "The amount or the time is out of bounds.", "more than nothing, 0 to 86400 seconds");
    }
    surroundings().err().print(amount + ": hold the card to the reader until it is paid\n");
    surroundings().err().flush();
    CardReaders.awaitCard(reader.name(), TimeUnit.SECONDS.toMillis(seconds));
    return reader.withCard(
        card -> {
          Sale sale =
              new Sale(amount, Messages.reference(surroundings()), Messages.now(surroundings()));
          return told(till.till().charging().charge(sale, new TappedCard(card)));
        });
  }

  /** The next sale is for the next card. */
  private void awaitGone() throws IOException {
    if (hold > 0) {
      surroundings().err().print("paid; take the card away\n");
      surroundings().err().flush();
      CardReaders.awaitGone(reader.name(), TimeUnit.SECONDS.toMillis(hold));
    }
  }

  private Answer<Result> told(Tapped tapped) throws IOException {
    if (tapped.notKept() > 0) {
      printer()
          .note(
              "This card says that it paid %d earlier requests of this till, and keeps no longer how; look into them with the customer."
                  .formatted(tapped.notKept()));
    }
    if (tapped.outcome() instanceof Outcome.Paid) {
      awaitGone();
    }
    return switch (tapped.outcome()) {
      case Outcome.Paid(Payment payment) -> Answer.done(paid(payment, tapped.earlier()));
      case Outcome.Refused(var reason) ->
          reason == PurseReason.EARLIER_TAKEN
              ? Answer.refused(reason, "(" + amounts(tapped.earlier()) + ")")
              : Answer.refused(reason);
      case Outcome.Unproven(var reason) ->
          Answer.refused(
              reason,
              "(what the card says it paid does not count; it can say it again)"
                  + (tapped.earlier().isEmpty()
                      ? ""
                      : " (earlier sales, taken now: " + amounts(tapped.earlier()) + ")"));
    };
  }

  private static Result paid(Payment payment, List<Payment> earlier) {
    String also =
        earlier.isEmpty()
            ? ""
            : "also taken, paid for earlier sales: %s%n".formatted(amounts(earlier));
    return new Result(
        "received %s%n".formatted(payment.amount()) + also,
        Result.fields(
            "amount", payment.amount().toDecimal(),
            "reference", payment.reference().toString(),
            "earlier", earlier.stream().map(each -> each.amount().toDecimal()).toList()));
  }

  private static String amounts(List<Payment> payments) {
    return payments.stream()
        .map(each -> each.amount().toDecimal())
        .collect(Collectors.joining(", "));
  }
}
