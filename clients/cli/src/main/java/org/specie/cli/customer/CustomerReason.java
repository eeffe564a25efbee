package org.specie.cli.customer;

import org.specie.kernel.core.Reason;

/** Why somebody does not become a customer. Numbers are stable: docs/reference/errors.md. */
public enum CustomerReason implements Reason {
  FINGERPRINT_DIFFERS(
      5501,
      "The provider describes another ledger than the one of this fingerprint.",
      "Compare the fingerprint with one you have from somebody you trust; do not go on with this"
          + " provider if it differs.");

  private final int code;
  private final String sentence;
  private final String remedy;

  CustomerReason(int code, String sentence, String remedy) {
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
