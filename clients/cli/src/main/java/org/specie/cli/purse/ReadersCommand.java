package org.specie.cli.purse;

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
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie purse readers}. */
@Command(
    name = "readers",
    header = {"Examples:", "  specie purse readers", ""},
    description = {
      "",
      "Lists the card readers of this machine, and whether a secure device for cash is in them.",
      "On Linux it asks pcscd. A card is asked for its program and for nothing else.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReadersCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  ReadersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen()).print(Answer.done(shown(CardReaders.names())));
  }

  private static Result shown(List<String> names) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (String each : names) {
      CardReaders.Content content = CardReaders.content(each);
      text.append("%-40s  %s%n".formatted(each, described(content)));
      fields.add(Result.fields("reader", each, "content", content.name().toLowerCase(Locale.ROOT)));
    }
    return new Result(
        names.isEmpty() ? "There is no reader.\n" : text.toString(),
        Result.fields("readers", fields));
  }

  private static String described(CardReaders.Content content) {
    return switch (content) {
      case NOTHING -> "no card";
      case ANOTHER_CARD -> "a card that is no secure device for cash";
      case SECURE_DEVICE -> "a secure device for cash";
    };
  }
}
