package org.specie.cli.bank;

import org.specie.kernel.core.Reason;

/**
 * What a customer at a bank's counter does not believe, or has not got. Source: errors.md, 744x.
 */
enum CounterReason implements Reason {
  /** 7440. */
  OTHER_PAYMENT(
      7440,
      "What the bank gives is not the payment of this withdrawal.",
      "Ask again; request and salt are kept beside the purse. If it stays so, complain to the bank."),
  /** 7441. */
  OTHER_SALT(
      7441,
      "The bank names another salt than before for the same withdrawal.",
      "Nothing is loaded under it. Keep the purse's folder and complain to the bank."),
  /** 7442. */
  NO_SALT(
      7442,
      "The bank has not named a salt within two minutes, so nothing was loaded.",
      "Do the same again later: it is the same withdrawal."),
  /** 7443. */
  NOT_PAID(
      7443,
      "The bank has not paid within two minutes.",
      "Request and salt are kept: 'specie bank withdraw' without an amount fetches what it pays later."),
  /** 7444. */
  NOT_CREDITED(
      7444,
      "The bank has taken the deposit and not credited it within two minutes.",
      "Do the same again later: the payment that was made is brought again, and counts once."),
  /** 7445. */
  NOT_GIVEN(
      7445,
      "What the bank gives is no salt, no payment, no token or no name of a deposit.",
      "Check the bank's address; nothing was forgotten beside the purse."),
  /** 7446. */
  LOADED_AND_REFUSED(
      7446,
      "The bank refuses a withdrawal for good, and the ledger has its load.",
      "See whether the account was credited; if not, request and salt in the file named are the evidence."),
  /** 7447. */
  OTHER_LEDGER(
      7447,
      "The account at the bank is on another ledger than this network's.",
      "Name the network of that account with --network.");

  private final int code;
  private final String sentence;
  private final String remedy;

  CounterReason(int code, String sentence, String remedy) {
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
