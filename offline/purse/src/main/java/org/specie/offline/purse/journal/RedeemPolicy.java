package org.specie.offline.purse.journal;

import org.specie.kernel.core.codec.MalformedInput;

/** When what was received becomes balance. Spec: docs/spec/52-purse.md 14.1. */
public enum RedeemPolicy {
  /** As soon as it is received. */
  AT_ONCE(1),
  /** When it has waited for so long, and the owner has due things done. */
  SCHEDULED(2),
  /** When a payment is above the balance. */
  BEFORE_PAYING(3),
  /** When the owner says so. */
  BY_HAND(4);

  private final int code;

  RedeemPolicy(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static RedeemPolicy of(int code) throws MalformedInput {
    for (RedeemPolicy each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new MalformedInput("no policy of redeeming");
  }
}
