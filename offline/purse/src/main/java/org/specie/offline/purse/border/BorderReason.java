package org.specie.offline.purse.border;

import org.specie.kernel.core.Reason;

/** Why a border does not do what it is asked. Source: docs/reference/errors.md, 74xx. */
public enum BorderReason implements Reason {
  /** 7401. */
  ASKED_BEFORE(
      7401,
      "This token is in another withdrawal, or was paid from this vault before.",
      "Ask with a token that is not handed out."),
  /** 7402. */
  NO_AMOUNT(7402, "A withdrawal is of an amount.", "Make a request that names the amount."),
  /** 7403. */
  NOT_A_DEPOSIT(
      7403,
      "The payment is not on a token for deposits of this bank, or names no account of it.",
      "Get a token for deposits from the bank that keeps the account."),
  /** 7404. */
  TOO_MANY_OPEN(
      7404,
      "So many withdrawals wait that no more are taken.",
      "Try again later; those that wait are loaded or run out.");

  private final int code;
  private final String sentence;
  private final String remedy;

  BorderReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
