package org.specie.cash.application.execution;

import java.io.IOException;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.kernel.core.Reason;

/** Whether a transaction may take effect on the state it was judged against, and which. */
public sealed interface Judgement {
  /** It changes nothing, for a numbered reason. */
  record Refused(Reason reason) implements Judgement {}

  /** It takes effect. */
  record Granted(Effect effect) implements Judgement {}

  /** All that a transaction changes, and what its block says about it. */
  @FunctionalInterface
  interface Effect {
    AppliedEvent apply(CashChanges changes) throws IOException;
  }

  static Judgement refused(Reason reason) {
    return new Refused(reason);
  }

  static Judgement granted(Effect effect) {
    return new Granted(effect);
  }
}
