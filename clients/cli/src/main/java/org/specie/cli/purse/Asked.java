package org.specie.cli.purse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.LinkOptions;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.purse.transport.RequestPage;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.wallet.Answer;

/** Asking for money, by a purse or a till, and telling what was asked. */
public final class Asked {
  private Asked() {}

  /** Asks with a token of {@code receiving}; the request leaves as {@code out} says. */
  public static Answer<Result> ask(
      Receiving receiving,
      Optional<Amount> amount,
      Chain chain,
      Surroundings surroundings,
      LinkOptions out)
      throws IOException {
    return handOut(
        receiving.ask(amount, Messages.reference(surroundings), Messages.now(surroundings), chain),
        surroundings,
        out);
  }

  /** The same with a token that stays with the payer. */
  static Answer<Result> askStanding(
      Receiving receiving,
      Optional<Amount> amount,
      Chain chain,
      Surroundings surroundings,
      LinkOptions out)
      throws IOException {
    return handOut(
        receiving.askStanding(
            amount, Messages.reference(surroundings), Messages.now(surroundings), chain),
        surroundings,
        out);
  }

  private static Answer<Result> handOut(Asking asking, Surroundings surroundings, LinkOptions out)
      throws IOException {
    return switch (asking) {
      case Asking.Refused(var reason) -> Answer.refused(reason);
      case Asking.Handed(Request request) -> {
        String link = TokenText.write(request);
        String text = out.handOut(surroundings, link, () -> RequestPage.write(request));
        yield Answer.done(new Result(text, fields(request)));
      }
    };
  }

  /** A request for programs. */
  static Map<String, Object> fields(Request request) {
    return Result.fields(
        "link", TokenText.write(request),
        "amount", request.amount().map(Amount::toDecimal).orElse(""),
        "reference", request.reference().toString(),
        "payee", payee(request),
        "token", request.token().configuration().id().toString());
  }

  /** As the payer is shown the payee. */
  static String payee(Request request) {
    return request.token().configuration().info().text();
  }
}
