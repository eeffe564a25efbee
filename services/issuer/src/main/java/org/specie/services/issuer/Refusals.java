package org.specie.services.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.specie.kernel.core.Reason;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.services.api.Refusal;

/** The agents' reasons as HTTP tells them, and back. */
public final class Refusals {
  private static final int BAD = 400;
  private static final int FORBIDDEN = 403;
  private static final Set<Reason> MALFORMED =
      Set.of(AgentReason.MALFORMED, RegisterReason.MALFORMED);

  private Refusals() {}

  /** {@code answer} as a service gives it, what was given written by {@code form}. */
  public static <T, O> org.specie.services.api.Answer<O> answer(
      Answer<T> answer, Function<T, O> form) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> org.specie.services.api.Answer.done(form.apply(given));
      case Answer.Refused<T>(var reason) -> org.specie.services.api.Answer.refused(of(reason));
    };
  }

  /** {@code reason} with a status. */
  public static Refusal of(Reason reason) {
    return reason instanceof Refusal refusal
        ? refusal
        : Refusal.Explanation.of(reason, MALFORMED.contains(reason) ? BAD : FORBIDDEN);
  }

  /** These, for the description of an operation. */
  public static List<Refusal> all(Reason... reasons) {
    List<Refusal> all = new ArrayList<>();
    for (Reason each : reasons) {
      all.add(of(each));
    }
    return all;
  }

  /** The agents' own reason with the code of {@code told}; nothing if no agent has it. */
  public static Optional<AgentReason> read(Reason told) {
    return read(told, AgentReason.values());
  }

  /** The one of {@code own} with the code of {@code told}, if there is one. */
  public static <R extends Reason> Optional<R> read(Reason told, R[] own) {
    return Stream.of(own).filter(each -> each.code() == told.code()).findFirst();
  }
}
