package org.specie.node.act;

import org.specie.kernel.core.Reason;

/**
 * Why an order to change a person's class is not written, signed or carried out. Numbers are
 * stable: docs/reference/errors.md.
 */
public enum OrderReason implements Reason {
  UNREADABLE(
      3561,
      "The file is not an order to change a class.",
      "Take the file that 'specie registrar propose' wrote."),
  OTHER_LEDGER(
      3562, "The order is for another ledger.", "Have it proposed on this one, and sign that."),
  FORGED(
      3563,
      "A signature in the file is not one of this order by the registrar it names.",
      "Take the file as it was before that signature; somebody changed it on its way."),
  NOT_A_REGISTRAR(
      3564,
      "The key is not that of a registrar of this ledger.",
      "Sign with the key of a registrar that the policy names; 'specie network show' says how many there are."),
  SIGNED_ALREADY(
      3565, "This registrar has signed the order.", "Pass the file on to the next registrar."),
  DIFFERENT_ORDERS(
      3566,
      "The files do not hold the same order.",
      "Bring copies of one file only; every proposal is an order of its own."),
  NOT_ENROLLED(
      3567,
      "Nobody is enrolled with this spend key.",
      "Compare the payment address with the person; an enrolment comes before a change of class."),
  IN_CLASS(3568, "The person is in this class already.", "Nothing to do, or name the other class.");

  private final int code;
  private final String sentence;
  private final String remedy;

  OrderReason(int code, String sentence, String remedy) {
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
