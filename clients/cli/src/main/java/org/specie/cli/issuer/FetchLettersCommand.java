package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.suspicion.Suspicion;
import org.specie.services.issuer.pseudonym.DistantLetters;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie issuer letter fetch}. */
@Command(
    name = "fetch",
    header = {
      "Examples:",
      "  specie issuer letter fetch --home ana --agent http://127.0.0.1:7106 --reference 17",
      ""
    },
    description = {
      "",
      "Fetches the letters that lie for one of a person's cards, with the person's key. Whoever wrote"
          + " them learns that they were fetched, and not by whom.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FetchLettersCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private LetterOwner owner = new LetterOwner();
  @Mixin private JsonFlag json = new JsonFlag();

  FetchLettersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    LetterCall call =
        LetterCall.fetch(
            owner.folder(surroundings).key(), owner.agentKey(), owner.claim(surroundings));
    try (DistantLetters agent = new DistantLetters(owner.address())) {
      return new Printer(surroundings, json.chosen())
          .print(
              switch (agent.fetch(call)) {
                case Answer.Given<List<Letter>>(List<Letter> letters) ->
                    org.specie.wallet.Answer.done(shown(letters));
                case Answer.Refused<List<Letter>>(var reason) ->
                    org.specie.wallet.Answer.refused(Refusal.of(reason));
              });
    }
  }

  private static Result shown(List<Letter> letters) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Letter each : letters) {
      Suspicion about = each.report().suspicion();
      String number = each.number().toHex();
      String sum = Amount.ofMinor(about.sumMinor()).toDecimal();
      text.append(
          "%s%n  about %d payments, %s%n  %s%n".formatted(number, about.count(), sum, each.text()));
      fields.add(
          Result.fields("letter", number, "count", about.count(), "sum", sum, "text", each.text()));
    }
    if (letters.isEmpty()) {
      text.append("no letters\n");
    }
    return new Result(text.toString(), Result.fields("letters", fields));
  }
}
