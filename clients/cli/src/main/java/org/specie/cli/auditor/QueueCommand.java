package org.specie.cli.auditor;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.services.auditor.decision.ShownPayment;
import org.specie.services.auditor.message.Reply;
import org.specie.services.auditor.message.WaitingPayment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie auditor queue}. */
@Command(
    name = "queue",
    header = {"Examples:", "  specie auditor queue --home bank/auditor-1", ""},
    description = {
      "",
      "Shows the payments that wait for a person, the longest first: who pays whom how much, and what"
          + " the payer says about it, which nobody has checked.",
      ""
    },
    mixinStandardHelpOptions = true)
final class QueueCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();
  @Mixin private JsonFlag json = new JsonFlag();

  QueueCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuditorFolder folder = home.folder(surroundings);
    try (Desk desk = Desk.of(folder, surroundings.clock(), surroundings.entropy())) {
      return new Printer(surroundings, json.chosen())
          .print(desk.look().map(QueueCommand::described));
    }
  }

  private static Result described(Reply.Desk desk) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> all = new ArrayList<>();
    for (WaitingPayment each : desk.waiting()) {
      ShownPayment payment = each.payment();
      String payer = payment.payerKey().toCompressed().toHex();
      String payee = payment.payeePid().toByteString().toHex();
      text.append(
          "%s\n  %s since %s, valid until height %d\n  from  %s\n  to    %s\n"
              .formatted(
                  payment.core().toHex(),
                  payment.amount().toDecimal(),
                  Instant.ofEpochSecond(each.sinceSeconds()),
                  payment.validUntil(),
                  payer,
                  payee));
      if (!payment.words().isEmpty()) {
        text.append("  words \"")
            .append(payment.words().replaceAll("\\p{Cntrl}", " "))
            .append("\"\n");
      }
      all.add(
          Result.fields(
              "payment", payment.core().toHex(),
              "amount", payment.amount().toDecimal(),
              "payer", payer,
              "payee", payee,
              "words", payment.words(),
              "since", Instant.ofEpochSecond(each.sinceSeconds()).toString(),
              "validUntil", payment.validUntil()));
    }
    if (all.isEmpty()) {
      text.append("Nothing waits. Payments come here that are more than the rules approve.\n");
    }
    return new Result(
        text.toString(), Result.fields("waiting", desk.standing().waiting(), "payments", all));
  }
}
