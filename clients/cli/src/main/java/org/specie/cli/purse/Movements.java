package org.specie.cli.purse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.history.History;
import org.specie.offline.purse.history.Movement;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;

/** A history as it is shown. */
public final class Movements {
  private static final int SECONDS_PER_MINUTE = 60;

  private Movements() {}

  /** Every movement on a line, and the sums. */
  public static Result describe(History history) {
    StringBuilder text = new StringBuilder();
    List<Movement> movements = history.movements();
    for (int i = 0; i < movements.size(); i++) {
      Movement each = movements.get(i);
      Payment payment = each.payment();
      text.append(
          "%4d  %s  %-9s %12s  %s%n"
              .formatted(i + 1, time(payment), word(each), payment.amount(), with(each)));
      answer(each).ifPresent(link -> text.append("      answer ").append(link).append('\n'));
    }
    text.append("paid %s, received %s".formatted(history.paid(), history.received()));
    text.append(", of that not on the card yet %s%n".formatted(history.waiting()));
    text.append(finality(history.waiting())).append('\n');
    return new Result(
        text.toString(),
        Result.fields(
            "movements", movements.stream().map(Movements::fields).toList(),
            "paid", history.paid().toDecimal(),
            "received", history.received().toDecimal(),
            "waiting", history.waiting().toDecimal()));
  }

  /** What nobody can undo, with no network anywhere, and what the owner still has to do. */
  private static String finality(Amount waiting) {
    String done = "'paid' and 'received' are final, without any network";
    return waiting.equals(Amount.ZERO)
        ? done
        : done
            + "; 'waiting' cannot be taken back by its payer, and the card has to take it in time:"
            + " 'specie purse redeem'";
  }

  private static Map<String, Object> fields(Movement movement) {
    Payment payment = movement.payment();
    return Result.fields(
        "kind", word(movement),
        "amount", payment.amount().toDecimal(),
        "time", time(payment),
        "reference", payment.reference().toString(),
        "payee", movement.token().info().text(),
        "token", movement.token().id().toString(),
        "number", payment.sequence(),
        "answer", answer(movement).orElse(""));
  }

  /** What the payee takes for a payment, to be handed over again. */
  private static Optional<String> answer(Movement movement) {
    return switch (movement) {
      case Movement.Paid(Configuration token, Payment payment) ->
          Optional.of(TokenText.write(new Response(token.id(), payment, Chain.NONE)));
      case Movement.Received _ -> Optional.empty();
    };
  }

  /** As the payer claimed it. */
  private static String time(Payment payment) {
    return Instant.ofEpochSecond((long) payment.time().sinceEpoch() * SECONDS_PER_MINUTE)
        .toString();
  }

  private static String word(Movement movement) {
    return switch (movement) {
      case Movement.Paid _ -> "paid";
      case Movement.Received received -> received.isRedeemed() ? "received" : "waiting";
    };
  }

  private static String with(Movement movement) {
    return switch (movement) {
      case Movement.Paid paid -> "to '" + paid.token().info().text() + "'";
      case Movement.Received received -> "reference " + received.payment().reference();
    };
  }
}
