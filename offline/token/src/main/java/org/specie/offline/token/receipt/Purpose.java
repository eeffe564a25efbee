package org.specie.offline.token.receipt;

import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** What a token is for, at most one thing beyond paying. Spec: docs/spec/50-art.md 3.2. */
public enum Purpose {
  /** Any payment. */
  GENERAL(0),
  /** Pays into an account. */
  DEPOSIT(ArtLayout.FLAG_DEPOSIT),
  /** Pays out of an account. */
  WITHDRAWAL(ArtLayout.FLAG_WITHDRAWAL),
  /** Between institutions. */
  WHOLESALE(ArtLayout.FLAG_WHOLESALE),
  /** Gives back what a device held. */
  RECOVERY(ArtLayout.FLAG_RECOVERY);

  private static final int ALL =
      ArtLayout.FLAG_DEPOSIT
          | ArtLayout.FLAG_WITHDRAWAL
          | ArtLayout.FLAG_WHOLESALE
          | ArtLayout.FLAG_RECOVERY;

  private final int flag;

  Purpose(int flag) {
    this.flag = flag;
  }

  int flag() {
    return flag;
  }

  /** Whether tokens of this purpose are always dedicated. */
  boolean isDedicated() {
    return this == DEPOSIT || this == WITHDRAWAL;
  }

  static Purpose of(int flags) throws MalformedInput {
    for (Purpose purpose : values()) {
      if (purpose.flag == (flags & ALL)) {
        return purpose;
      }
    }
    throw new MalformedInput("a token has one purpose");
  }
}
