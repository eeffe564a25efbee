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

  @Option(names = "--cancel", paramLabel = "N", description = "cancel the payment of this number")
  private Optional<Integer> cancelled = Optional.empty();

  PlannedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    List<PlannedPayment> planned = purse.purse().schedule().planned();
    if (cancelled.isPresent()) {
      int number = cancelled.get();
      if (number < 1 || number > planned.size()) {
        throw new UsageMistake(
            "No payment has the number " + number + ".", "see 'specie purse planned'");
      }
      boolean _ = purse.purse().schedule().cancel(planned.get(number - 1).key());
    }
    return Answer.done(describe(purse.purse().schedule().planned()));
  }

  /** What is planned, on lines. */
  static Result describe(List<PlannedPayment> planned) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < planned.size(); i++) {
      PlannedPayment each = planned.get(i);
      text.append(
          "%3d  %s  %12s  to '%s'%s%s%n"
              .formatted(
                  i + 1,
                  due(each),
                  each.amount(),
                  Asked.payee(each.request()),
                  each.isApproved() ? ", approved" : "",
                  each.jar().isEmpty() ? "" : ", from the jar '" + each.jar() + "'"));
    }
    return new Result(
        text.isEmpty() ? "Nothing is planned. Next: specie purse plan\n" : text.toString(),
        Result.fields("planned", planned.stream().map(PlannedCommand::fields).toList()));
  }

  private static Map<String, Object> fields(PlannedPayment payment) {
    return Result.fields(
        "due", due(payment),
        "amount", payment.amount().toDecimal(),
        "payee", Asked.payee(payment.request()),
        "isApproved", payment.isApproved(),
        "jar", payment.jar());
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

  private static String due(PlannedPayment payment) {
    return Instant.ofEpochSecond((long) payment.due().sinceEpoch() * SECONDS_PER_MINUTE).toString();
  }
}
