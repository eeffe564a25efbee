package org.specie.offline.purse.transport;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;

/** A whole payment over one line. Spec: docs/spec/52-purse.md 5.3. */
public final class HandOver {
  private HandOver() {}

  /** Has the device pay a request. */
  @FunctionalInterface
  public interface Payer {
    PayResult pay(Request request, Amount amount) throws IOException;
  }

  /** What paying over a line came to. */
  public sealed interface Handed {
    /** The payee has it. */
    record Taken(Request request, Response response) implements Handed {}

    /** Nothing moved. */
    record Refused(Reason reason) implements Handed {}

    /**
     * It is paid, and the payee says that it does not take it; the answer can be handed over again.
     *
     * @param number of the payee's refusal
     */
    record NotTaken(Request request, Response response, int number) implements Handed {}

    /** It is paid, and the line broke before the payee said anything. */
    record Unsure(Request request, Response response) implements Handed {}
  }

  /** What a call came to for the payee. */
  public sealed interface Called {
    /** A payment is taken, of this call's request or of one from before. */
    record Taken(Response response) implements Called {}

    /** The caller paid nothing, and says so; or it was not asked. */
    record NotPaid() implements Called {}

    /**
     * What came is refused.
     *
     * @param isOut whether the caller has the request, and may pay it still
     */
    record Refused(Reason reason, boolean isOut) implements Called {}

    /** The line broke after the request had left: the caller may have paid it. */
    record Gone(String why) implements Called {}
  }

  /**
   * The payee's end: asks a caller that wants to be asked, and takes an answer. A line that breaks
   * before the request left is thrown.
   *
   * @param request nothing where nobody may be asked any more
   */
  public static Called ask(
      MessageLine line, Optional<Request> request, Receiving receiving, Minutes now)
      throws IOException {
    Optional<Message> first;
    try {
      first = line.receive();
    } catch (MalformedInput _) {
      return refused(line, TokenReason.MALFORMED, false);
    }
    if (first.isPresent()) {
      return taken(line, first.get(), receiving, now, false);
    }
    if (request.isEmpty()) {
      line.sendNothing();
      return new Called.NotPaid();
    }
    try {
      line.send(request.get());
      return answered(line, receiving, now);
    } catch (LineBroken e) {
      return new Called.Gone(String.valueOf(e.getMessage()));
    }
  }

  private static Called answered(MessageLine line, Receiving receiving, Minutes now)
      throws IOException {
    Optional<Message> answer;
    try {
      answer = line.receive();
    } catch (MalformedInput _) {
      return refused(line, TokenReason.MALFORMED, true);
    }
    return answer.isEmpty()
        ? new Called.NotPaid()
        : taken(line, answer.get(), receiving, now, true);
  }

  private static Called taken(
      MessageLine line, Message message, Receiving receiving, Minutes now, boolean isOut)
      throws IOException {
    if (!(message instanceof Response response)) {
      return refused(line, PurseReason.NOT_A_PAYMENT, isOut);
    }
    if (receiving.accept(response, now) instanceof Verdict.Refused(Reason reason)) {
      return refused(line, reason, isOut);
    }
    line.tell(Verdict.accepted());
    return new Called.Taken(response);
  }

  private static Called refused(MessageLine line, Reason reason, boolean isOut) throws LineBroken {
    line.tell(Verdict.refused(reason));
    return new Called.Refused(reason, isOut);
  }

  /**
   * The payer's end. The owner has named amount and payee before, because a line shows nobody what
   * is asked: a request of anything else is refused.
   *
   * @param payee as the owner knows it; nothing if anybody may be paid who is on this line
   */
  public static Handed pay(MessageLine line, Amount amount, Optional<String> payee, Payer payer)
      throws IOException {
    line.sendNothing();
    Optional<Message> heard;
    try {
      heard = line.receive();
    } catch (MalformedInput _) {
      return new Handed.Refused(TokenReason.MALFORMED);
    }
    if (heard.isEmpty()) {
      return new Handed.Refused(PurseReason.ASKS_NOBODY);
    }
    if (!(heard.get() instanceof Request request)) {
      return new Handed.Refused(PurseReason.NOT_A_REQUEST);
    }
    String shown = request.token().configuration().info().text();
    if (payee.isPresent() && !payee.get().equals(shown)) {
      return declined(line, PurseReason.OTHER_PAYEE);
    }
    return switch (payer.pay(request, amount)) {
      case PayResult.Refused(Reason reason) -> declined(line, reason);
      case PayResult.Paid(Response response) -> handed(line, request, response);
    };
  }

  /** Lets the payee ask somebody else, unless it is paid and the device no longer keeps how. */
  private static Handed declined(MessageLine line, Reason reason) {
    if (reason != TokenReason.PAID_NOT_KEPT) {
      try {
        line.sendNothing();
      } catch (LineBroken _) {
        return new Handed.Refused(reason);
      }
    }
    return new Handed.Refused(reason);
  }

  private static Handed handed(MessageLine line, Request request, Response response)
      throws IOException {
    try {
      int told = handOver(line, response);
      return told == 0
          ? new Handed.Taken(request, response)
          : new Handed.NotTaken(request, response, told);
    } catch (LineBroken _) {
      return new Handed.Unsure(request, response);
    }
  }

  /**
   * Hands over a payment that was made before; nothing is paid. A caller may begin with it.
   *
   * @return 0 if the payee has it, else the number of its refusal
   */
  public static int handOver(MessageLine line, Response response) throws IOException {
    line.send(response);
    return line.told();
  }
}
