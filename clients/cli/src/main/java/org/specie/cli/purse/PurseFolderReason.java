package org.specie.cli.purse;

import org.specie.kernel.core.Reason;

/** Why a folder of a purse or a till is not used. Source: docs/reference/errors.md, 775x. */
public enum PurseFolderReason implements Reason {
  /** 7751. */
  NOT_THERE(
      7751,
      "There is no such purse or till in the folder.",
      "Name another folder, or make one with 'specie purse try' or 'specie pos open'."),
  /** 7752. */
  NOT_OPENED(
      7752,
      "The passphrase is another one, or the file was changed.",
      "Type it again; if it is right, bring back the folder as it was last."),
  /** 7753. */
  DAMAGED(
      7753,
      "A file of the folder is damaged, or is not of this folder.",
      "Bring back the folder as it was last, all of it."),
  /** 7754. */
  IN_USE(7754, "Another program has this purse or till open.", "Wait until it is done, or end it."),
  /** 7755. */
  UNREADABLE(
      7755,
      "This is not a message of offline cash, or not all of it.",
      "Ask for it again, and hand it on whole."),
  /** 7756. */
  OTHER_MESSAGE(
      7756,
      "This is a message of offline cash, but not the one that is wanted here.",
      "A payer takes a request, a payee an answer."),
  /** 7757. */
  FOLDER_THERE(7757, "The folder is there already.", "Name one that is not there yet."),
  /** 7758. */
  NOBODY_PAID(
      7758,
      "Nobody has paid while the till listened.",
      "Show the payer the request in another way; it is still open."),
  /** 7759. */
  PERHAPS_PAID(
      7759,
      "A payer that was asked is gone, and may have paid.",
      "Take that payer's answer: 'specie pos receive', or it calls a till that listens with"
          + " 'specie purse pay-to --answer'. Show this request to nobody else."),
  /** 7760. */
  NOT_BOUND(
      7760,
      "The purse was begun for a card in a reader, and is not bound to it yet.",
      "Repeat 'specie purse open' as it was."),
  /** 7761. */
  NO_CARD_NOTE(
      7761,
      "This is no card's note, or not all of it.",
      "Ask whoever sold the card for it again, and take it whole.");

  private final int code;
  private final String sentence;
  private final String remedy;

  PurseFolderReason(int code, String sentence, String remedy) {
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
