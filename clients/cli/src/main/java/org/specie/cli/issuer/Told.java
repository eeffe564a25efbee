package org.specie.cli.issuer;

import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/** What a role said to a command. */
final class Told {
  private Told() {}

  /** Prints it; the exit code. */
  static int print(Verdict verdict, Result result, Surroundings surroundings, boolean json) {
    return new Printer(surroundings, json)
        .print(
            verdict instanceof Verdict.Refused(var reason)
                ? Answer.refused(Refusal.of(reason))
                : Answer.done(result));
  }
}
