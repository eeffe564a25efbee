package org.specie.wallet.history;

import java.util.Optional;

/** What an entry of the history is about. Codes are written to wallet files and never reused. */
public enum EntryKind {
  ENROLLED(1, "enrolled for private money"),
  LINKED(2, "account linked"),
  PAID_PRIVATELY(3, "paid privately"),
  RECEIVED_PRIVATELY(4, "received privately"),
  CLAIMED(5, "received coins claimed"),
  IDLED(6, "did nothing, like a payment"),
  LOADED(7, "ordinary made private"),
  UNLOADED(8, "private made ordinary"),
  FOLDED(9, "received coins folded into one"),
  ISSUED_PRIVATELY(10, "issued privately"),
  PAID_ORDINARILY(11, "paid ordinarily"),
  RECEIVED_ORDINARILY(12, "received ordinarily"),
  ISSUED_ORDINARILY(13, "issued ordinarily"),
  PAID_WITH_DELAY(14, "paid privately, with delay"),
  PAID_RETURNABLY(15, "paid privately, can be taken back"),
  PROMISED(16, "promised privately"),
  ACCEPTED(17, "promised payment accepted"),
  TAKEN_BACK(18, "payment taken back"),
  WITHDRAWN(19, "promise taken back by the payer"),
  CLASS_CHANGED(20, "gone to another wallet class"),
  GIVEN_BACK(21, "accepted payment given back"),
  REFUNDED(22, "payment given back by the payee"),
  TAKEN_OFFLINE(23, "ordinary made offline"),
  BROUGHT_BACK(24, "offline made ordinary");

  private final int code;
  private final String words;

  EntryKind(int code, String words) {
    this.code = code;
    this.words = words;
  }

  public int code() {
    return code;
  }

  /** For a person. */
  public String words() {
    return words;
  }

  /** Whether the entry tells of a coin that came to this wallet. */
  public boolean bringsCoin() {
    return switch (this) {
      case RECEIVED_PRIVATELY, FOLDED, ISSUED_PRIVATELY -> true;
      case ENROLLED,
          LINKED,
          PAID_PRIVATELY,
          CLAIMED,
          IDLED,
          LOADED,
          UNLOADED,
          PAID_ORDINARILY,
          RECEIVED_ORDINARILY,
          ISSUED_ORDINARILY,
          PAID_WITH_DELAY,
          PAID_RETURNABLY,
          PROMISED,
          ACCEPTED,
          TAKEN_BACK,
          WITHDRAWN,
          CLASS_CHANGED,
          GIVEN_BACK,
          REFUNDED,
          TAKEN_OFFLINE,
          BROUGHT_BACK ->
          false;
    };
  }

  /** Whether the entry tells of a step: one state consumed, the next made. */
  public boolean isStep() {
    return switch (this) {
      case PAID_PRIVATELY,
          CLAIMED,
          IDLED,
          LOADED,
          UNLOADED,
          PAID_WITH_DELAY,
          PAID_RETURNABLY,
          ACCEPTED,
          TAKEN_BACK,
          CLASS_CHANGED,
          GIVEN_BACK ->
          true;
      case ENROLLED,
          LINKED,
          RECEIVED_PRIVATELY,
          FOLDED,
          ISSUED_PRIVATELY,
          PAID_ORDINARILY,
          RECEIVED_ORDINARILY,
          ISSUED_ORDINARILY,
          PROMISED,
          WITHDRAWN,
          REFUNDED,
          TAKEN_OFFLINE,
          BROUGHT_BACK ->
          false;
    };
  }

  /** Whether its owner has to know that it happened, so as not to do it once more. */
  public boolean movesMoney() {
    return switch (this) {
      case PAID_PRIVATELY,
          LOADED,
          UNLOADED,
          PAID_ORDINARILY,
          PAID_WITH_DELAY,
          PAID_RETURNABLY,
          GIVEN_BACK,
          TAKEN_OFFLINE ->
          true;
      case ENROLLED,
          LINKED,
          RECEIVED_PRIVATELY,
          CLAIMED,
          IDLED,
          FOLDED,
          ISSUED_PRIVATELY,
          RECEIVED_ORDINARILY,
          ISSUED_ORDINARILY,
          PROMISED,
          ACCEPTED,
          TAKEN_BACK,
          WITHDRAWN,
          CLASS_CHANGED,
          REFUNDED,
          BROUGHT_BACK ->
          false;
    };
  }

  public static Optional<EntryKind> ofCode(int code) {
    for (EntryKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
