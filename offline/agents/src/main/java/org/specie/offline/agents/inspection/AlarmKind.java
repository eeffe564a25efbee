package org.specie.offline.agents.inspection;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** What an alarm says. Spec: docs/spec/54-agents.md 6.3. */
public enum AlarmKind {
  /** No factory has the token in its record. */
  TOKEN_UNKNOWN(1),
  /** One token has two payments of one number. */
  FORK(2),
  /** One use of a payment key made two payments. */
  KEY_USED_TWICE(3),
  /** More payment keys were seen than were granted. */
  KEYS_ABOVE_GRANTS(4),
  /** A payment was credited in two bookings. */
  CREDITED_TWICE(5),
  /** More was credited than was ever issued. */
  CREDITS_ABOVE_ISSUE(6);

  private final int code;

  AlarmKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static AlarmKind decode(Decoder in) throws MalformedInput {
    int read = in.u8();
    for (AlarmKind kind : values()) {
      if (kind.code == read) {
        return kind;
      }
    }
    throw new MalformedInput("not an alarm of this version");
  }
}
