package org.specie.cash.protocol.registration;

import org.specie.kernel.core.Reason;

/** Why registrars let nobody in. Numbers are stable: docs/reference/errors.md. */
public enum RegistrarReason implements Reason {
  REGISTERED_BEFORE(
      3551,
      "This identity is registered already, with another key or class.",
      "Restore the existing wallet from its words instead of registering again."),
  KEY_INVALID(3552, "The public spend key is not one.", "Let a current wallet make the enrolment."),
  NO_EVIDENCE(
      3553,
      "There is no identity evidence.",
      "Bring the evidence this ledger's registrars ask for.");

  private final int code;
  private final String sentence;
  private final String remedy;

  RegistrarReason(int code, String sentence, String remedy) {
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
