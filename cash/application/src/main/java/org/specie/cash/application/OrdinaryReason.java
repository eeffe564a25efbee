package org.specie.cash.application;

import org.specie.kernel.core.Reason;

/**
 * Why ordinary money does not move and committees do not decide. Numbers are stable:
 * docs/reference/errors.md.
 */
public enum OrdinaryReason implements Reason {
  SIGNATURE(
      2001,
      "The signature of this transfer leads to no account.",
      "Sign the transfer again with the key of the paying account."),
  NONCE(
      2002,
      "The nonce of this transfer is not the account's next one.",
      "Synchronise the wallet; if the payment is already in its history, nothing needs to be done."),
  INSUFFICIENT(2003, "The account does not hold enough ordinary money.", "Pay a smaller amount."),
  EXPIRED(
      2004,
      "The last height at which this was to be applied has passed.",
      "Make and sign it again."),
  AMOUNT_ZERO(2005, "An amount of nothing moves nothing.", "Name an amount above zero."),
  ALREADY_APPLIED(
      2006,
      "This very transaction is already applied.",
      "Look it up by its identifier; nothing needs to be done."),
  COMMITTEE_SIGNATURES(
      2101,
      "The act lacks valid signatures of enough members of the committee.",
      "Collect signatures of the members named in the policy, each once, in their order."),
  RECORD_KNOWN(
      2102,
      "An act with this record id is already applied.",
      "If it is the same act, nothing needs to be done; a new act needs a new record id."),
  SUPPLY_CAP(
      2103,
      "More money would exist than the policy allows.",
      "Issue less, or let the committee raise the cap first."),
  TREASURY_INSUFFICIENT(
      2104,
      "The treasury account holds less than is to be destroyed.",
      "Transfer the money to the treasury account first."),
  NOT_ENROLLED(
      2105,
      "Nobody with this public spend key is enrolled.",
      "Issue the coin after the person has enrolled."),
  POLICY_HEIGHT(
      2106,
      "A policy takes effect at a later height than that of the block that decides it.",
      "Choose a later height and sign the act again."),
  POLICY_STRANDS_CLASS(
      2107,
      "The policy would drop a wallet class that people are in.",
      "Keep every class, in its place; a class may change its name and its budget."),
  POLICY_ESCROW_KEY(
      2108,
      "An escrow key of the policy is not one that its members hold together.",
      "Take the key and its shares from the outcome of the members' ceremony.");

  private final int code;
  private final String sentence;
  private final String remedy;

  OrdinaryReason(int code, String sentence, String remedy) {
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
