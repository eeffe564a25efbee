package org.specie.cli.purse;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.PlannedPayment;
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
      "  specie purse plan rent.txt --on 2026-12-01 --approved --jar rent",
      ""
    },
    description = {
      "",
      "Plans a payment for a day. Nothing is paid by itself: 'specie purse due' pays what is due.",
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

  @Option(names = "--approved", description = "pay it then without asking again")
  private boolean isApproved;

  @Option(names = "--jar", paramLabel = "NAME", description = "pay it out of this jar")
  private String jar = "";

  PlanCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    return asked.read(surroundings()).then(request -> plan(purse, request));
  }

  private Minutes due() {
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
    PlannedPayment payment =
        new PlannedPayment(request, asked.amount(request), due(), isApproved, jar);
    return purse.purse().schedule().plan(payment, now()) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(PlannedCommand.describe(purse.purse().schedule().planned()));
  }
}
