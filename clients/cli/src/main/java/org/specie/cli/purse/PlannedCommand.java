package org.specie.cli.purse;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.StandingOrder;
import org.specie.offline.purse.planning.Schedule.Entry;
import org.specie.offline.token.value.Minutes;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse planned}. */
@Command(
    name = "planned",
    header = {"Examples:", "  specie purse planned", "  specie purse planned --cancel 2", ""},
    description = {"", "Shows what is to be paid later, by time.", ""},
    mixinStandardHelpOptions = true)
final class PlannedCommand extends OpenPurseCommand {
  private static final int SECONDS_PER_MINUTE = 60;

  @Option(
      names = "--cancel",
      paramLabel = "N",
      description = "cancel the payment of this number, and all that would follow it")
  private Optional<Integer> cancelled = Optional.empty();

  PlannedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    List<Entry> planned = purse.purse().schedule().entries();
    if (cancelled.isPresent()) {
      int number = cancelled.get();
      if (number < 1 || number > planned.size()) {
        throw new UsageMistake(
            "No payment has the number " + number + ".", "see 'specie purse planned'");
      }
      boolean _ = purse.purse().schedule().cancel(planned.get(number - 1).key());
    }
    return Answer.done(describe(purse.purse().schedule().entries()));
  }

  /** What is planned, on lines. */
  static Result describe(List<Entry> planned) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < planned.size(); i++) {
      PlannedPayment next = planned.get(i).next();
      text.append(
          "%3d  %s  %12s  to '%s'%s%s%s%n"
              .formatted(
                  i + 1,
                  due(next),
                  next.amount(),
                  Asked.payee(next.request()),
                  recurrence(planned.get(i)),
                  next.isApproved() ? ", approved" : "",
                  next.jar().isEmpty() ? "" : ", from the jar '" + next.jar() + "'"));
    }
    return new Result(
        text.isEmpty() ? "Nothing is planned. Next: specie purse plan\n" : text.toString(),
        Result.fields("planned", planned.stream().map(PlannedCommand::fields).toList()));
  }

  private static String recurrence(Entry entry) {
    return entry
        .order()
        .map(
            order ->
                ", every "
                    + every(order)
                    + order.until().map(each -> " until " + time(each)).orElse("")
                    + order.most().map(each -> ", at most " + each + " in all").orElse("")
                    + ", "
                    + entry.made()
                    + " made")
        .orElse("");
  }

  private static String every(StandingOrder order) {
    return switch (order.rhythm()) {
      case WEEK -> "week";
      case MONTH -> "month";
    };
  }

  private static Map<String, Object> fields(Entry entry) {
    PlannedPayment next = entry.next();
    Optional<StandingOrder> order = entry.order();
    return Result.fields(
        "due", due(next),
        "amount", next.amount().toDecimal(),
        "payee", Asked.payee(next.request()),
        "isApproved", next.isApproved(),
        "jar", next.jar(),
        "every", order.map(PlannedCommand::every).orElse(""),
        "until", order.flatMap(StandingOrder::until).map(PlannedCommand::time).orElse(""),
        "atMost", order.flatMap(StandingOrder::most).map(Amount::toDecimal).orElse(""),
        "made", entry.made());
  }

  /** Tells of the first planned payment that {@code left} does not cover with those before it. */
  static void warn(KeptPurse purse, Amount left, Printer printer) {
    purse
        .purse()
        .schedule()
        .endangered(left, Amount.ZERO)
        .ifPresent(
            each ->
                printer.note(
                    "Too little is left for what is planned: %s to '%s', %s."
                        .formatted(each.amount(), Asked.payee(each.request()), due(each))));
  }

  /** When it is to be paid. */
  static String due(PlannedPayment payment) {
    return time(payment.due());
  }

  private static String time(Minutes minutes) {
    return Instant.ofEpochSecond((long) minutes.sinceEpoch() * SECONDS_PER_MINUTE).toString();
  }
}
