package org.specie.cli.auditor;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.services.auditor.message.Reply;
import org.specie.services.auditor.message.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie auditor status}. */
@Command(
    name = "status",
    header = {"Examples:", "  specie auditor status --home bank/auditor-1", ""},
    description = {
      "",
      "Asks the auditor that lives in a folder how it is: whether it sees the ledger and the policy"
          + " names it, how many decisions are in its record, and what it refused without deciding.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();
  @Mixin private JsonFlag json = new JsonFlag();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuditorFolder folder = home.folder(surroundings);
    try (Desk desk = Desk.of(folder, surroundings.clock(), surroundings.entropy())) {
      return new Printer(surroundings, json.chosen())
          .print(desk.look().map(each -> described(folder, each)));
    }
  }

  private static Result described(AuditorFolder folder, Reply.Desk desk) {
    Standing standing = desk.standing();
    StringBuilder text = new StringBuilder();
    text.append(
        "auditor    %s\nplace      %s\nledger     %s\nin policy  %s\ndecisions  %d\nrecord     %s\nwaiting    %d\n"
            .formatted(
                folder.name(),
                folder.place(),
                standing.height() > 0 ? "height " + standing.height() : "not seen",
                standing.named() ? "yes" : "no",
                standing.decisions(),
                standing.head().toHex(),
                standing.waiting()));
    Map<String, Object> refusals = new LinkedHashMap<>();
    for (Standing.Refusals each : standing.refusals()) {
      text.append(
          "refused    %d times %d %s\n"
              .formatted(each.count(), each.code(), AuditorLines.reason(each.code()).sentence()));
      refusals.put(String.valueOf(each.code()), each.count());
    }
    return new Result(
        text.toString(),
        Result.fields(
            "name", folder.name(),
            "place", folder.place().toString(),
            "height", standing.height(),
            "named", standing.named(),
            "decisions", standing.decisions(),
            "record", standing.head().toHex(),
            "waiting", standing.waiting(),
            "refusals", refusals));
  }
}
