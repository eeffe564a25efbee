package org.specie.wallet.statement;

import org.specie.wallet.history.Entry;

/** The two kinds of money of a wallet, each with books of its own. */
public enum MoneyForm {
  /** The account on the public ledger. */
  ORDINARY("ordinary"),
  /** Private money, received coins included. */
  PRIVATE("private");

  private final String word;

  MoneyForm(String word) {
    this.word = word;
  }

  /** For a person. */
  public String word() {
    return word;
  }

  /** By how much {@code entry} changes this money, in minor units. Source: 32.2. */
  long change(Entry entry) {
    long amount = entry.amount().minor();
    return switch (entry.kind()) {
      case PAID_ORDINARILY, TAKEN_OFFLINE -> this == ORDINARY ? -amount : 0;
      case RECEIVED_ORDINARILY, ISSUED_ORDINARILY, BROUGHT_BACK -> this == ORDINARY ? amount : 0;
      case PAID_PRIVATELY, PAID_WITH_DELAY, PAID_RETURNABLY, GIVEN_BACK ->
          this == PRIVATE ? -amount : 0;
      case RECEIVED_PRIVATELY, ISSUED_PRIVATELY, ACCEPTED, TAKEN_BACK ->
          this == PRIVATE ? amount : 0;
      case LOADED -> this == PRIVATE ? amount : -amount;
      case UNLOADED -> this == PRIVATE ? -amount : amount;
      case ENROLLED, LINKED, CLAIMED, IDLED, FOLDED, PROMISED, WITHDRAWN, CLASS_CHANGED, REFUNDED ->
          0;
    };
  }
}
