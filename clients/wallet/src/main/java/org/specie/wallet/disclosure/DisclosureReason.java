package org.specie.wallet.disclosure;

import org.specie.kernel.core.Reason;

/**
 * Why an income statement or a disclosure is not made, or not believed. Numbers are stable:
 * docs/reference/errors.md.
 */
public enum DisclosureReason implements Reason {
  UNREADABLE(
      5631,
      "This is not a file of this kind: an income statement, or a disclosure.",
      "Ask for the file as the wallet wrote it; sent as text, it may have been broken."),
  WORDS_DIFFER(
      5632,
      "What the file shows to people is not what it proves.",
      "Do not believe it: it was changed after it was made. Ask its maker for another one."),
  OTHER_RECIPIENT(
      5633,
      "It was made for somebody else.",
      "Ask for one that names you, exactly as you name yourself with --for."),
  OTHER_LEDGER(
      5634,
      "It is of another ledger.",
      "Verify it with the genesis of the ledger it names, from a source you trust."),
  NOT_CERTIFIED(
      5635,
      "The operators of this ledger did not certify what it shows.",
      "Do not believe it; ask for another one, made anew from the ledger."),
  NOT_APPLIED(
      5636,
      "The ledger refused a transaction in it, so nothing was done by that.",
      "Do not believe it; ask for another one, made anew from the ledger."),
  NO_STEP(
      5637,
      "A transaction in it is no step of private money, or the enrolment of somebody else.",
      "Do not believe it; ask for another one, made anew from the ledger."),
  BEGINS_WRONG(
      5638,
      "It does not begin where its period begins.",
      "Do not believe it: something between the beginning and its first step is not shown."),
  ENDS_WRONG(
      5639,
      "It does not end where its period ends.",
      "Do not believe it: something between its last step and the end is not shown."),
  OUTSIDE_PERIOD(
      5640,
      "A step that it shows does not stand in its period.",
      "Do not believe it; ask for another one, made anew from the ledger."),
  NOT_PROVEN(
      5641,
      "Its steps are not one person's without a gap, or its amounts are not theirs.",
      "Do not believe it: a step was left out or added, or an amount, a name or a time changed."),
  NOT_OVER(
      5642,
      "The period is not over.",
      "Ask again when it is, or leave the end out: it is now then."),
  TOO_LONG(
      5643,
      "There are more than 1,024 steps in the period.",
      "Disclose it in parts, each from where the other ends.");

  private final int code;
  private final String sentence;
  private final String remedy;

  DisclosureReason(int code, String sentence, String remedy) {
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
