package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.Answer;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Hex;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer owner}. */
@Command(
    name = "owner",
    header = {
      "Examples:",
      "  specie issuer owner --dir mint --consent 00000004…",
      "  specie issuer owner --dir mint --anonymous",
      "  specie issuer owner --dir mint/north --consent 00000002…",
      "  specie issuer owner --dir mint --id 77d0…",
      ""
    },
    description = {
      "",
      "Asks the pseudonym agent for the owner id of a card, as a station does before it prepares one:"
          + " for a person who consents ('specie issuer consent'), or for somebody who stays"
          + " anonymous. Whose it is the agent seals, and the factory knows what payers are shown."
          + " The same consent, and the same request, get the same owner id. --id asks about an owner"
          + " id that was given before, and has the factory know it should it not.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OwnerCommand implements Callable<Integer> {
  private static final int REQUEST_SIZE = 16;
  private static final int OWNER_SIZE = 16;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--consent",
      paramLabel = "HEX",
      defaultValue = "",
      description = "the person's, as 'specie issuer consent' prints it")
  private String consent = "";

  @Option(names = "--anonymous", description = "nobody is to know whose it is")
  private boolean anonymous;

  @Option(
      names = "--request",
      paramLabel = "HEX",
      defaultValue = "",
      description =
          "with --anonymous: 16 bytes of yours, by which the same is asked for again (default: new"
              + " ones)")
  private String request = "";

  @Option(
      names = "--id",
      paramLabel = "HEX",
      defaultValue = "",
      description = "an owner id that the agent gave")
  private String given = "";

  OwnerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    long ways = Stream.of(anonymous, !consent.isEmpty(), !given.isEmpty()).filter(is -> is).count();
    if (ways != 1 || (!anonymous && !request.isEmpty())) {
      throw new UsageMistake(
          "An owner consents or stays anonymous.",
          "give --consent, or --anonymous and with it --request if you ask again, or --id");
    }
    ByteString asked = asked();
    if (anonymous) {
      // By it the same owner id is asked for again, should the answer be lost.
      surroundings.err().print("request " + asked.toHex() + "\n");
    }
    RoleFolder station = dir.folder(Founding.STATION, surroundings);
    try (Line line = station.lineTo(Role.PSEUDONYM.word(), surroundings.clock())) {
      PseudonymLine agent = new PseudonymLine(line);
      Answer<OwnerId> answer =
          anonymous
              ? agent.anonymous(asked)
              : consent.isEmpty() ? agent.again(new OwnerId(asked)) : agent.identify(asked);
      return new Printer(surroundings, json.chosen())
          .print(
              switch (answer) {
                case Answer.Given<OwnerId>(OwnerId owner) ->
                    org.specie.wallet.Answer.done(shown(owner, asked));
                case Answer.Refused<OwnerId>(var reason) ->
                    org.specie.wallet.Answer.refused(Refusal.of(reason));
              });
    }
  }

  private ByteString asked() {
    if (anonymous) {
      return request();
    }
    return given.isEmpty() ? consent() : Digits.read(given, OWNER_SIZE, "owner id");
  }

  private ByteString consent() {
    return Hex.bytes(consent)
        .orElseThrow(
            () ->
                new UsageMistake(
                    "This is no consent.", "copy it whole, as 'specie issuer consent' prints it"));
  }

  private ByteString request() {
    return request.isEmpty()
        ? ByteString.copyOf(surroundings.entropy().bytes(REQUEST_SIZE))
        : Digits.read(request, REQUEST_SIZE, "request");
  }

  private Result shown(OwnerId owner, ByteString asked) {
    String id = owner.bytes().toHex();
    return anonymous
        ? new Result(
            "owner        %s\nrequest      %s\n".formatted(id, asked.toHex()),
            Result.fields("owner", id, "request", asked.toHex()))
        : new Result("owner        " + id + "\n", Result.fields("owner", id));
  }
}
