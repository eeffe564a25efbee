package org.specie.cli.customer;

import org.specie.kernel.core.Reason;

/**
 * Why somebody does not become a customer, or does not go on as one. Numbers are stable:
 * docs/reference/errors.md.
 */
public enum CustomerReason implements Reason {
  FINGERPRINT_DIFFERS(
      5501,
      "The provider describes another ledger than the one of this fingerprint.",
      "Compare the fingerprint with one you have from somebody you trust; do not go on with this"
          + " provider if it differs."),
  PROVIDER_STRUCK_OFF(
      5502,
      "The committee struck this provider off the ledger's register.",
      "Join another provider in the same folder with 'specie psp join'; the wallet stays as it is"
          + " and no money is lost."),
  PROVIDER_NOT_LISTED(
      5503,
      "The ledger's register lists providers, and this one is not among them.",
      "Join another provider in the same folder with 'specie psp join'; the wallet stays as it is"
          + " and no money is lost."),
  PROVIDER_NOT_PROVEN(
      5504,
      "The provider does not show that it has the key under which the ledger's register lists it.",
      "Try again later, and ask the provider whether it names the address you joined, as you wrote"
          + " it; if it stays so, join another provider in the same folder with 'specie psp join'. No"
          + " money is lost."),
  REGISTER_STALE(
      5505,
      "Nothing that this provider lets through shows what the ledger's register says now.",
      "Look at this device's clock and try again later: operators may be down, or others than this"
          + " folder knows of. If it stays so, join another provider in the same folder with 'specie psp"
          + " join'. No money is lost.");

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
