package org.specie.offline.purse.machine;

import org.specie.kernel.core.Reason;

/** Why a cash machine does not do what it is told. Source: docs/reference/errors.md, 736x. */
public enum MachineReason implements Reason {
  /** 7361. */
  NOTES_LACKING(
      7361,
      "The machine has no notes that make this amount and are promised to nobody.",
      "Take another amount, or come back later."),
  /** 7362. */
  OTHER_SUM(
      7362,
      "The request asks for another amount than the notes that are held, or the cash that is owed.",
      "Ask for exactly that; notes that were put in are given back."),
  /** 7363. */
  CASH_OWED(
      7363,
      "The notes were promised to others before this payment came; the cash is owed.",
      "Show the payment again with a request for the same amount, and the cash comes back."),
  /** 7364. */
  NOTES_GIVEN_BACK(
      7364, "The notes for this request were given back.", "Make a new request, and start again."),
  /** 7365. */
  REQUEST_USED(
      7365,
      "The request was paid before, is used for something else here, or is the machine's own.",
      "Make a new request."),
  /** 7366. */
  NOTHING_OWED(
      7366,
      "Nothing is owed for this payment: notes came out, or the cash goes back on another request.",
      "Show the request on which the cash goes back, or look for the notes."),
  /** 7367. */
  NOTHING_COLLECTED(
      7367,
      "The machine sells nothing, because its device does not collect what the machine is paid.",
      "Go to another machine; a start of this one tells who runs it what the device refuses."),
  /** 7368. */
  SALES_WAITING(
      7368,
      "So many sales wait for their payment that no more begin.",
      "Pay what you asked for, or come back in a quarter of an hour.");

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
