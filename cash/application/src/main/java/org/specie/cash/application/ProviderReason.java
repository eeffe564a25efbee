package org.specie.cash.application;

import org.specie.kernel.core.Reason;

/** Why the register of providers does not change. Numbers are stable: docs/reference/errors.md. */
public enum ProviderReason implements Reason {
  STRUCK_OFF(
      2301,
      "The provider of this name was struck off the register, which is for good.",
      "Nothing needs to be done to strike it off; list a provider under a name that no other had."),
  UNKNOWN(
      2302,
      "The register has no provider of this name.",
      "Compare the name with the one that customers of the provider see."),
  KEY_SAME(
      2303,
      "The register has the provider with this key already.",
      "Nothing needs to be done; to change the key, name the new one.");

  private final int code;
  private final String sentence;
  private final String remedy;

  ProviderReason(int code, String sentence, String remedy) {
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
