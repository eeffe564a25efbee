package org.specie.cli.purse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.transport.HandOver;
import org.specie.offline.purse.transport.HandOver.Handed;
import org.specie.offline.purse.transport.LineBroken;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie purse pay-to}. */
@Command(
    name = "pay-to",
    header = {
      "Examples:",
      "  specie purse pay-to 192.0.2.7:7700 7.90 --payee Shop",
      "  specie purse pay-to 192.0.2.7:7700 7.90 --answer 'specie-token:QgE…'",
      ""
    },
    description = {
      "",
      "Pays a till that listens ('specie pos listen'), over a TCP connection. The till must ask for"
          + " exactly this amount, and be the payee if one is named. The connection is not protected:"
          + " use it on a network that you trust, and name the payee.",
      "",
      "Where the till's word is lost, do not pay again: the message has the answer, which 'specie purse"
          + " history' shows too, and --answer hands it over.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PayToCommand extends OpenPurseCommand {
  private static final int PORT_MAX = 65_535;
  private static final int SECONDS_MAX = 3_600;

  @Parameters(index = "0", paramLabel = "HOST:PORT", description = "where the till listens")
  private String where = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 7.90")
  private Amount amount = Amount.ZERO;

  @Option(
      names = "--payee",
      paramLabel = "NAME",
      description = "pay nobody who is called otherwise on the token")
  private Optional<String> payee = Optional.empty();

  @Option(
      names = "--button",
      description = "press the card's button; it wants that for large amounts")
  private boolean isPressed;

  @Option(
      names = "--answer",
      paramLabel = "ANSWER",
      description =
          "pay nothing, and hand over this answer of a payment that was made: specie-token:…, or a"
              + " file with one")
  private Optional<String> made = Optional.empty();

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description =
          "how long the connection may last, 1 to 3600; the till has a limit of its own (default:"
              + " ${DEFAULT-VALUE})")
  private int seconds = 15;

  PayToCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    if (seconds < 1 || seconds > SECONDS_MAX) {
      throw new UsageMistake(
          "--seconds is " + seconds + ", and may be 1 to " + SECONDS_MAX + ".",
          "name another number");
    }
    return made.isPresent()
        ? Messages.response(surroundings(), made.get()).then(this::handOver)
        : pay(purse);
  }

  /** Hands over what was paid before; without a request, nothing can be paid a second time. */
  private Answer<Result> handOver(Response response) throws IOException {
    Amount paid = response.payment().amount();
    if (!paid.equals(amount)) {
      throw new UsageMistake("The answer pays " + paid + ", not " + amount + ".", "name " + paid);
    }
    try (SocketLine line = dial()) {
      int told = HandOver.handOver(line.messages(), response);
      return told == 0
          ? Answer.done(
              new Result(
                  "handed over %s, nothing was paid now%n".formatted(paid),
                  Result.fields(
                      "amount", paid.toDecimal(),
                      "reference", response.payment().reference().toString())))
          : notTaken("(it says " + told + "; the answer is ", response);
    } catch (LineBroken _) {
      return notTaken("(the line broke; the answer is ", response);
    }
  }

  private SocketLine dial() throws IOException {
    return SocketLine.to(address(), Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds)));
  }

  private Answer<Result> pay(KeptPurse purse) throws IOException {
    try (SocketLine line = dial()) {
      HandOver.Payer payer = (request, sum) -> purse.pay(request, sum, isPressed, now());
      return switch (HandOver.pay(line.messages(), amount, payee, payer)) {
        case Handed.Refused(Reason reason) -> Answer.refused(reason);
        case Handed.Taken(Request request, Response response) ->
            Answer.done(described(purse, request, response));
        case Handed.NotTaken(Request _, Response response, int number) ->
            notTaken("(it says " + number + "; the answer is ", response);
        case Handed.Unsure(Request _, Response response) ->
            notTaken("(the line broke; the answer is ", response);
      };
    } catch (LineBroken e) {
      throw new IOException("nothing was paid: " + e.getMessage(), e);
    }
  }

  private static Answer<Result> notTaken(String why, Response response) {
    return Answer.refused(PurseReason.NOT_TAKEN, why + TokenText.write(response) + ")");
  }

  private InetSocketAddress address() {
    int colon = where.lastIndexOf(':');
    try {
      int port = Integer.parseInt(where.substring(colon + 1));
      if (colon > 0 && 0 < port && port <= PORT_MAX) {
        return new InetSocketAddress(where.substring(0, colon), port);
      }
    } catch (NumberFormatException _) {
      // Said below, as for every other place that is none.
    }
    throw new UsageMistake("'" + where + "' is not HOST:PORT.", "such as 192.0.2.7:7700");
  }

  private static Result described(KeptPurse purse, Request request, Response response)
      throws IOException {
    String paid = response.payment().amount().toDecimal();
    return new Result(
        "paid %s to '%s', balance %s%n".formatted(paid, Asked.payee(request), purse.balance()),
        Result.fields(
            "amount", paid,
            "payee", Asked.payee(request),
            "reference", response.payment().reference().toString(),
            "balance", purse.balance().toDecimal()));
  }
}
