package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer.Given;
import org.specie.offline.agents.Answer.Refused;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer unlock}. Spec: docs/spec/57-station.md, clause 3.4. */
@Command(
    name = "unlock",
    header = {"Examples:", "  specie issuer unlock --dir mint --request 4f1c…", ""},
    description = {
      "",
      "Orders a card to forget the number and the password of its owner, as its managers do for one"
          + " who forgot them. The request is what 'specie purse unlock' printed with the card; the"
          + " order goes back there, and counts on that card for that request, once.",
      "",
      "Run it only for whom you know as the card's owner: whoever has the card, the purse's folder"
          + " and its passphrase pays without number and password then. Needs the folder 'station',"
          + " and core and managers running.",
      ""
    },
    mixinStandardHelpOptions = true)
final class UnlockCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--request",
      paramLabel = "HEX",
      required = true,
      description = "what the card asks, 24 bytes")
  private String request = "";

  UnlockCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    UnlockRequest asked = asked();
    return new Printer(surroundings, json.chosen())
        .print(
            new StationDesk(dir, surroundings)
                .work(
                    station ->
                        switch (station.unlock(asked)) {
                          case Given<ByteString>(ByteString order) ->
                              Answer.done(shown(asked, order));
                          case Refused<ByteString>(Reason reason) -> Answer.refused(reason);
                        }));
  }

  private UnlockRequest asked() {
    try {
      return UnlockRequest.read(Digits.read(request, UnlockRequest.SIZE, "request of a card"));
    } catch (MalformedInput e) {
      throw new InvariantViolation("24 bytes are a request", e);
    }
  }

  private static Result shown(UnlockRequest asked, ByteString order) {
    String device = asked.device().toHex();
    return new Result(
        "device       %s\norder        %s\n".formatted(device, order.toHex()),
        Result.fields("device", device, "order", order.toHex()));
  }
}
