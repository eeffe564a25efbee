package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.recovery.RecoveryLine;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer recover}. */
@Command(
    name = "recover",
    header = {"Examples:", "  specie issuer recover --dir mint --request 4f1c…", ""},
    description = {
      "",
      "Brings what an ended card sealed to the recovery agent, as a station does: the card's device"
          + " id and its answer to RECOVERY RECORD. The agent has the core end the device and says"
          + " what is owed for it, once; asked again it says the same. Whoever pays it out does so"
          + " once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
  private static final int REQUEST_SIZE = 257;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--request",
      paramLabel = "HEX",
      required = true,
      description = "device id and the card's answer, 257 bytes")
  private String request = "";

  RecoverCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder station = dir.folder(Founding.STATION, surroundings);
    try (Line line = station.lineTo(Role.RECOVERY.word(), surroundings.clock())) {
      Answer<Recovered> answer =
          new RecoveryLine(line)
              .recover(Digits.read(request, REQUEST_SIZE, "record of an ended card"));
      return new Printer(surroundings, json.chosen())
          .print(
              switch (answer) {
                case Answer.Given<Recovered>(Recovered recovered) ->
                    org.specie.wallet.Answer.done(shown(recovered));
                case Answer.Refused<Recovered>(var reason) ->
                    org.specie.wallet.Answer.refused(Refusal.of(reason));
              });
    }
  }

  private static Result shown(Recovered recovered) {
    String agent = recovered.agent().bytes().toHex();
    String confirmation = recovered.confirmation().bytes().toHex();
    return new Result(
        "balance      %s\nentry        %d\nagent        %s\nconfirmation %s\n"
            .formatted(recovered.balance(), recovered.entry(), agent, confirmation),
        Result.fields(
            "balance",
            recovered.balance().toString(),
            "entry",
            recovered.entry(),
            "agent",
            agent,
            "confirmation",
            confirmation));
  }
}
