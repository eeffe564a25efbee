package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.inspection.AlarmKind;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie issuer alarms}. */
@Command(
    name = "alarms",
    header = {"Examples:", "  specie issuer alarms --dir mint", ""},
    description = {
      "",
      "Asks inspection for every alarm so far, as the examiner does who follows them up. Each"
          + " follows from signatures and counts; 'about' and 'other' are digests of tokens with the"
          + " payments that prove it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AlarmsCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  AlarmsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder examiner = dir.folder(Founding.EXAMINER, surroundings);
    try (Line line = examiner.lineTo(Role.INSPECTION.word(), surroundings.clock())) {
      return new Printer(surroundings, json.chosen())
          .print(Answer.done(shown(new InspectionLine(line).alarms())));
    }
  }

  private static String name(AlarmKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Result shown(List<Alarm> alarms) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Alarm each : alarms) {
      String about = each.about().bytes().toHex();
      String other = each.other().bytes().toHex();
      text.append(
          "%-20s count %d%n  about %s%n  other %s%n"
              .formatted(name(each.kind()), each.count(), about, other));
      fields.add(
          Result.fields(
              "kind", name(each.kind()), "about", about, "other", other, "count", each.count()));
    }
    if (alarms.isEmpty()) {
      text.append("no alarm\n");
    }
    return new Result(text.toString(), Result.fields("alarms", fields));
  }
}
