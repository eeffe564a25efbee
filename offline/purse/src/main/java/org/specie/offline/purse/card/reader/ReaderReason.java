package org.specie.offline.purse.card.reader;

import org.specie.kernel.core.Reason;

/** Why no card is reached in a reader. Source: docs/reference/errors.md, 724x. */
public enum ReaderReason implements Reason {
  /** 7241. */
  NO_SERVICE(
      7241,
      "The smart card service of this machine does not answer.",
      "Start it; on Linux it is pcscd."),
  /** 7242. */
  NO_READER(
      7242,
      "There is no reader of this name.",
      "Look what there is with 'specie purse readers'; 'specie purse open --reader' moves a purse there."),
  /** 7243. */
  NO_CARD(
      7243,
      "There is no card in the reader.",
      "Put the card in, and do the same again; a card that is taken out loses nothing."),
  /** 7244. */
  NO_SECURE_DEVICE(
      7244, "The card in the reader is no secure device for cash.", "Put in another card."),
  /** 7245. */
  OTHER_CARD(
      7245,
      "The card in the reader is not the one that this purse is bound to.",
      "Put in the card that the purse was opened with."),
  /** 7246. */
  NO_DEVICE_ON_LINE(
      7246,
      "No device answers at this address.",
      "See that the device is on and listens there, and that nobody else talks to it.");

  private final int code;
  private final String sentence;
  private final String remedy;

  ReaderReason(int code, String sentence, String remedy) {
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
