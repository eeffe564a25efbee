package org.specie.quality.testkit.simulation.workload;

import java.util.Optional;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.simulation.chance.Chance;

/** Asks for one thing after the other, and believes nobody without a proof. */
final class Client {
  /** What it waits for. */
  record Waiting(Transaction transaction, long sinceUs, int attempts) {}

  private final int number;
  private final Chance chance;
  private long orders;
  private Optional<Waiting> waiting = Optional.empty();

  Client(int number, Chance chance) {
    this.number = number;
    this.chance = chance;
  }

  int number() {
    return number;
  }

  Chance chance() {
    return chance;
  }

  long orders() {
    return orders;
  }

  Optional<Waiting> waiting() {
    return waiting;
  }

  /** Turns to the next errand. */
  void begins(Errand errand, long nowUs) {
    orders++;
    wants(errand.transaction(), nowUs);
  }

  void wants(Transaction transaction, long nowUs) {
    waiting = Optional.of(new Waiting(transaction, nowUs, 1));
  }

  void tried() {
    waiting =
        waiting.map(each -> new Waiting(each.transaction(), each.sinceUs(), each.attempts() + 1));
  }

  void served() {
    waiting = Optional.empty();
  }
}
