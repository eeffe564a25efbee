package org.specie.cli.purse;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.StandingOrder;
import org.specie.offline.purse.journal.StandingOrder.Rhythm;
import org.specie.offline.purse.planning.Schedule;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie purse plan}. */
@Command(
    name = "plan",
    header = {
      "Examples:",
      "  specie purse plan rent.txt --on 2026-12-01 --approved --jar rent --set-aside",
      "  specie purse plan rent.txt --on 2026-12-01 --every month --until 2027-11-30",
      "  specie purse plan paper.txt --on 2026-12-01 --every week --at-most 100",
      ""
    },
    description = {
      "",
      "Plans a payment for a day, or from a day on every week or month. Nothing is paid by itself:"
          + " 'specie purse due' pays what is due. In a month that does not have the day, the last"
          + " one counts. What recurs needs a request that its payee made with --standing.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PlanCommand extends OpenPurseCommand {
  private static final int SECONDS_PER_MINUTE = 60;

  @Mixin private PaidRequest asked = new PaidRequest();

  @Option(
      names = "--on",
      required = true,
      paramLabel = "DATE",
      description = "such as 2026-12-01; due when that day begins, UTC")
  private LocalDate day = LocalDate.EPOCH;

  @Option(
      names = "--every",
      paramLabel = "week|month",
      description = "from that day on, again and again")
  private Optional<String> rhythm = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "with --every: the last day on which a payment is due")
  private Optional<LocalDate> last = Optional.empty();

  @Option(
      names = "--at-most",
      paramLabel = "AMOUNT",
      description = "with --every: no more than this in all")
  private Optional<Amount> most = Optional.empty();

  @Option(names = "--approved", description = "pay it then without asking again")
  private boolean isApproved;

  @Option(names = "--jar", paramLabel = "NAME", description = "pay it out of this jar")
  private String jar = "";

  @Option(
      names = "--set-aside",
      description = "with --jar: put the payment, or the first of them, into that jar now")
  private boolean isSettingAside;

  PlanCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    return asked.read(surroundings()).then(request -> plan(purse, request));
  }

  private static Minutes start(LocalDate day) {
    long minutes = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_MINUTE;
    if (minutes < 0 || minutes > Integer.MAX_VALUE) {
      throw new UsageMistake("There is no " + day + " for tokens.", "name a day of this century");
    }
    return new Minutes((int) minutes);
  }

  private Answer<Result> plan(KeptPurse purse, Request request) throws IOException {
    if (!jar.isEmpty() && !PlannedPayment.isJarName(jar)) {
      throw JarCommand.noName(jar);
    }
    if (isSettingAside && jar.isEmpty()) {
      throw new UsageMistake("What is set aside lies in a jar.", "name --jar too");
    }
    PlannedPayment payment =
        new PlannedPayment(request, asked.amount(request), start(day), isApproved, jar);
    Optional<StandingOrder> order = order(payment);
    Schedule schedule = purse.purse().schedule();
    Verdict verdict =
        isSettingAside ? setAside(schedule, payment, order) : plan(schedule, payment, order);
    return verdict instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(PlannedCommand.describe(schedule.entries()));
  }

  private Verdict plan(Schedule schedule, PlannedPayment payment, Optional<StandingOrder> order)
      throws IOException {
    return order.isPresent() ? schedule.plan(order.get(), now()) : schedule.plan(payment, now());
  }

  private Verdict setAside(Schedule schedule, PlannedPayment payment, Optional<StandingOrder> order)
      throws IOException {
    return order.isPresent()
        ? schedule.planSettingAside(order.get(), now())
        : schedule.planSettingAside(payment, now());
  }

  private Optional<StandingOrder> order(PlannedPayment first) {
    if (rhythm.isEmpty()) {
      if (last.isPresent() || most.isPresent()) {
        throw new UsageMistake("One payment has no --until and no --at-most.", "name --every too");
      }
      return Optional.empty();
    }
    Rhythm every =
        switch (rhythm.get()) {
          case "week" -> Rhythm.WEEK;
          case "month" -> Rhythm.MONTH;
          default -> throw new UsageMistake("Nothing recurs so.", "--every week, or --every month");
        };
    Optional<Minutes> until = last.map(PlanCommand::start);
    if (!StandingOrder.isRight(first, until, most)) {
      throw new UsageMistake(
          "Not even the first payment could be made.", "name a later --until, or more --at-most");
    }
    return Optional.of(new StandingOrder(first, every, until, most));
  }
}
