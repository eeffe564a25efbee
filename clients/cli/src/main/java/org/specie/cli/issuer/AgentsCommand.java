package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.value.KeyId;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer agents}. */
@Command(
    name = "agents",
    header = {
      "Examples:",
      "  specie issuer agents --dir mint",
      "  specie issuer agents --dir mint --strike-off 1f0c…",
      ""
    },
    description = {
      "",
      "Lists the core's register of agents by the ids of their keys, as an operator of policy; or"
          + " strikes one off: from then on the core grants nothing through it, and nothing for the"
          + " purse that is its own. What it signed before stays signed. Nobody accredits it again"
          + " by a command.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AgentsCommand implements Callable<Integer> {
  private static final int KEY_ID_SIZE = 8;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--strike-off",
      paramLabel = "KEYID",
      defaultValue = "",
      description = "the agent that is none any more")
  private String struckOff = "";

  AgentsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder policy = dir.folder(OperatorsFounding.POLICY, surroundings);
    try (Line line = policy.lineTo(Role.CORE.word(), surroundings.clock())) {
      CoreLine core = new CoreLine(line);
      Verdict verdict =
          struckOff.isEmpty()
              ? Verdict.accepted()
              : core.strikeOff(
                  new KeyId(Digits.read(struckOff, KEY_ID_SIZE, "id of an agent's key")));
      return verdict.isAccepted()
          ? new Printer(surroundings, json.chosen()).print(Answer.done(shown(core.agents())))
          : Told.print(verdict, new Result("", Map.of()), surroundings, json.chosen());
    }
  }

  private static Result shown(Map<KeyId, Boolean> agents) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    agents.forEach(
        (id, isAccredited) -> {
          String agent = id.bytes().toHex();
          text.append("%s  %s%n".formatted(agent, isAccredited ? "accredited" : "struck off"));
          fields.add(Result.fields("agent", agent, "accredited", isAccredited));
        });
    return new Result(text.toString(), Result.fields("agents", fields));
  }
}
