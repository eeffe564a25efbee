package org.specie.cash.application.transaction;

import org.specie.kernel.core.Reason;

/** Why bytes are refused before anybody asks what they mean. Source: docs/reference/errors.md. */
public enum FormReason implements Reason {
  NOT_A_TRANSACTION(
      1001,
      "The bytes are not a transaction in canonical encoding.",
      "Make the transaction again with a current wallet; do not change its bytes."),
  WRONG_SIZE(
      1002,
      "A transaction has 1 byte to 128 KiB.",
      "Make the transaction again with a current wallet.");

  private final int code;
  private final String sentence;
  private final String remedy;

  FormReason(int code, String sentence, String remedy) {
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
