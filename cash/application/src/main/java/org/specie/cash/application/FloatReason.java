package org.specie.cash.application;

import org.specie.kernel.core.Reason;

/**
 * Why money does not cross the border to offline cash and back. Numbers are stable:
 * docs/reference/errors.md.
 */
public enum FloatReason implements Reason {
  UNKNOWN(
      2201,
      "The committee named no float of this issuer.",
      "Compare the issuer with the root certificate of the device; the committee names floats."),
  LIMIT(
      2202,
      "More would be in the float than the committee allows.",
      "Load less, or let the committee raise the limit first."),
  REFERENCE_KNOWN(
      2203,
      "Money has crossed under this reference before.",
      "Look the reference up; if account and amount are the same, nothing needs to be done."),
  INSUFFICIENT(
      2204,
      "The float holds less than is to leave it.",
      "Stop redeeming and report it: more offline cash comes back than ever went out."),
  SIGNATURES(
      2205,
      "The redemption lacks valid signatures of enough redeemers of the float.",
      "Sign with the keys the committee named for the float, each once, in their order.");

  private final int code;
  private final String sentence;
  private final String remedy;

  FloatReason(int code, String sentence, String remedy) {
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
