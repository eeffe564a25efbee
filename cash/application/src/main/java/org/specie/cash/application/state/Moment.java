package org.specie.cash.application.state;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.protocol.Rules;
import org.specie.kernel.core.Hash32;

/**
 * Where in the chain a transaction is judged: the height, the decided time, and the policy and
 * epoch that follow from them.
 */
public record Moment(long height, long epochSeconds, Policy policy, Rules rules) {
  /** The first moment of a ledger. */
  public static Moment first(Policy policy, long epochSeconds) {
    return new Moment(0, epochSeconds, policy, policy.rules(policy.epochs().epochAt(epochSeconds)));
  }

  /** The last committed block of {@code view}, which is at {@code height}. */
  public static Moment last(CashView view, long height) throws IOException {
    LedgerTime time = view.time();
    Policy policy = view.policy();
    return new Moment(height, time.epochSeconds(), policy, policy.rules(time.epoch()));
  }

  /**
   * The next block on the state {@code view}, which this moment left, decided at {@code seconds}.
   */
  public Moment next(CashView view, long seconds) throws IOException {
    Optional<PendingPolicy> due = view.duePolicy(height + 1);
    Policy coming = due.map(PendingPolicy::policy).orElse(policy);
    long epoch = Math.max(epoch(), coming.epochs().epochAt(seconds));
    return new Moment(height + 1, seconds, coming, coming.rules(epoch));
  }

  public long epoch() {
    return rules.epoch();
  }

  public Hash32 policyHash() {
    return rules.policyHash();
  }
}
