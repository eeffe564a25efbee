package org.specie.offline.agents.station;

/** With what an owner paid for a preload. Spec: docs/spec/57-station.md 6.3. */
public enum PaidFor {
  /** Banknotes and coins, over the counter. */
  CASH(1),
  /** A transfer from an account. */
  BANK(2),
  /** Nothing: somebody who pays benefits settles it with the station. */
  BENEFIT(3);

  private final int code;

  PaidFor(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
