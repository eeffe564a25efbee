package org.specie.cli.demo;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/** How the story words things. */
final class Told {
  private Told() {}

  static String names(List<Customer> customers) {
    return listed(customers.stream().map(Customer::name).toList());
  }

  /** As a sentence has them: the last after "and", those before it with commas. */
  static String listed(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Why an attempt was refused, if it was. */
  static Optional<Reason> reason(Answer<?> answer) {
    return switch (answer) {
      case Answer.Done<?> _ -> Optional.empty();
      case Answer.Refused<?>(Refusal refusal) -> Optional.of(refusal.reason());
    };
  }

  /** What an attempt came to that {@code who} should have refused. */
  static String outcome(Optional<Reason> refused, String who) {
    return refused.map(reason -> "REFUSED " + reason.code() + " by the " + who).orElse("ACCEPTED");
  }

  /** The sentence and the remedy of a refusal, on lines of their own. */
  static String[] lines(Optional<Reason> refused) {
    return refused
        .map(reason -> new String[] {reason.sentence(), "Tip: " + reason.remedy()})
        .orElseGet(() -> new String[0]);
  }

  static boolean isCode(Optional<Reason> refused, int code) {
    return refused.filter(reason -> reason.code() == code).isPresent();
  }
}
