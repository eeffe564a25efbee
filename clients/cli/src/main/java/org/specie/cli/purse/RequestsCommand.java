package org.specie.cli.purse;

import java.util.List;
import java.util.stream.Collectors;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;

/** {@code specie purse requests}. */
@Command(
    name = "requests",
    header = {"Examples:", "  specie purse requests", ""},
    description = {
      "",
      "Shows again what was asked for and is not paid yet. A payer who has paid it already answers as"
          + " before.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RequestsCommand extends OpenPurseCommand {
  RequestsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) {
    List<Request> open = purse.purse().receiving().outstanding();
    String text =
        open.isEmpty()
            ? "Nothing is asked for. Next: specie purse request 12.50\n"
            : open.stream().map(RequestsCommand::line).collect(Collectors.joining());
    return Answer.done(
        new Result(text, Result.fields("requests", open.stream().map(Asked::fields).toList())));
  }

  private static String line(Request request) {
    return "%10s  %s%n"
        .formatted(
            request.amount().map(Amount::toDecimal).orElse("open"), TokenText.write(request));
  }
}
