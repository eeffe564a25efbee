package org.specie.offline.purse.machine;

import org.specie.kernel.core.Reason;

/** Why a cash machine does not do what it is told. Source: docs/reference/errors.md, 736x. */
public enum MachineReason implements Reason {
  /** 7361. */
  NOTES_LACKING(
      7361,
      "The machine has no notes that make this amount.",
      "Take an amount that its notes make."),
  /** 7362. */
  OTHER_SUM(
      7362,
      "The request asks for another amount than the notes that were put in.",
      "Ask for what the notes make; they are given back."),
  /** 7363. */
  NO_NOTES_FOR_IT(
      7363,
      "Another amount was paid than the notes that were chosen.",
      "Show the payment to whoever runs the machine; it is in its book."),
  /** 7364. */
  NOTES_GIVEN_BACK(
      7364, "The notes for this request were given back.", "Make a new request, and start again.");

  private final int code;
  private final String sentence;
  private final String remedy;

  MachineReason(int code, String sentence, String remedy) {
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
