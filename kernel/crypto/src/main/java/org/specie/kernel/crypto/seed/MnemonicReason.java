package org.specie.kernel.crypto.seed;

import org.specie.kernel.core.Reason;

/** Why words were refused. Codes: docs/reference/errors.md. */
public enum MnemonicReason implements Reason {
  WRONG_COUNT(
      5101,
      "The number of words is not 12, 15, 18, 21 or 24.",
      "Count the words on your backup and type all of them, with spaces between."),
  UNKNOWN_WORD(
      5102,
      "A word is not in the English list of 2,048 words.",
      "Check the spelling of the word at the position named; the first four letters decide."),
  BAD_CHECKSUM(
      5103,
      "All words are known, but together they do not pass the check.",
      "Look for two words in the wrong order or a word read as another one.");

  private final int code;
  private final String sentence;
  private final String remedy;

  MnemonicReason(int code, String sentence, String remedy) {
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
