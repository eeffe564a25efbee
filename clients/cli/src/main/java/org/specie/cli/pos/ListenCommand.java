package org.specie.cli.pos;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.PurseFolderReason;
import org.specie.cli.purse.SocketLine;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie pos listen}. */
@Command(
    name = "listen",
    header = {
      "Examples:",
      "  specie pos listen 7.90 --till till-1 --port 7700",
      "  specie pos listen 7.90 --till till-1 --host 192.0.2.7 --port 7700 --seconds 300",
      ""
    },
    description = {
      "",
      "Asks whoever calls with 'specie purse pay-to', over a TCP connection, until somebody has paid."
          + " The connection is not protected: use it on a network that you trust.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ListenCommand extends TillCommand {
  private static final int SECONDS_MAX = 86_400;
  private static final int PORT_MAX = 65_535;

  @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 7.90")
  private Amount amount = Amount.ZERO;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "the address to listen at (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "7700",
      description = "0 for one that is free (default: ${DEFAULT-VALUE})")
  private int port = 7700;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "how long to wait, at most a day (default: ${DEFAULT-VALUE})")
  private int seconds = 120;

  ListenCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptTill till) throws IOException {
    if (amount.equals(Amount.ZERO)
        || port < 0
        || port > PORT_MAX
        || seconds < 1
        || seconds > SECONDS_MAX) {
      throw new UsageMistake(
          "The amount, the port or the time is out of bounds.",
          "more than nothing, a port of 0 to 65535, 1 to 86400 seconds");
    }
    try (Listener listener = new Listener(host, port, SocketLine.LINE_MS)) {
      Asking asking =
          till.till()
              .receiving()
              .ask(
                  Optional.of(amount),
                  Messages.reference(surroundings()),
                  Messages.now(surroundings()),
                  Chain.NONE);
      return switch (asking) {
        case Asking.Refused(var reason) -> Answer.refused(reason);
        case Asking.Handed(Request request) -> serve(till, listener, request);
      };
    }
  }

  private Answer<Result> serve(KeptTill till, Listener listener, Request request)
      throws IOException {
    say("listens at " + host + ":" + listener.port());
    Listener.Outcome outcome =
        listener.serve(
            request,
            till.till().receiving(),
            () -> Messages.now(surroundings()),
            seconds,
            this::say);
    String link = "(the request is " + TokenText.write(request) + ")";
    return switch (outcome) {
      case PAID ->
          Answer.done(
              new Result(
                  "received %s%n".formatted(amount),
                  Result.fields(
                      "amount", amount.toDecimal(), "reference", request.reference().toString())));
      case NOBODY_PAID -> Answer.refused(PurseFolderReason.NOBODY_PAID, link);
      case PERHAPS_PAID -> Answer.refused(PurseFolderReason.PERHAPS_PAID, link);
    };
  }

  private void say(String line) {
    surroundings().err().print(line + "\n");
    surroundings().err().flush();
  }
}
