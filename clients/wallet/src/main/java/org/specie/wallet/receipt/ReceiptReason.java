package org.specie.wallet.receipt;

import org.specie.kernel.core.Reason;

/** Why a receipt is not made, or not believed. Numbers are stable: docs/reference/errors.md. */
public enum ReceiptReason implements Reason {
  UNREADABLE(
      5611,
      "This is not a receipt of a payment.",
      "Ask for the file as 'specie wallet receipt' wrote it; sent as text, it may have been broken."),
  WORDS_DIFFER(
      5612,
      "What the receipt shows to people is not what it proves.",
      "Do not believe it: it was changed after it was made. Ask the payee for another one."),
  OTHER_LEDGER(
      5613,
      "The receipt is of another ledger.",
      "Verify it with the genesis of the ledger it names, from a source you trust."),
  NOT_CERTIFIED(
      5614,
      "The operators of this ledger did not certify what the receipt shows.",
      "Do not believe it; ask the payee for another one, made anew from the ledger."),
  NOT_APPLIED(
      5615,
      "The ledger refused this transaction, so nothing was paid by it.",
      "Ask for the receipt of the transaction that was applied."),
  NO_COIN(
      5616,
      "This transaction pays nobody with a coin.",
      "Receipts are of private payments within the budget or approved; 'specie explain' says what this one is."),
  NOT_RECEIVED(
      5617,
      "This wallet was not paid privately by this transaction.",
      "Synchronise and look at 'specie wallet history'; of what it paid, name the payee with --paid-to."),
  OPENING_DIFFERS(
      5618,
      "The ledger's record of this payment is not of this payee and this amount.",
      "Do not believe it: somebody else was paid, or another amount."),
  NOT_SIGNED(
      5619,
      "Whoever this receipt names as its issuer did not sign it.",
      "Do not believe it; ask the issuer for another one."),
  PAYER_DIFFERS(
      5620,
      "The ledger's record of this payment is not of this payer.",
      "Do not believe it: somebody else paid."),
  PAID_OTHERWISE(
      5621,
      "This wallet did not pay this payee this amount with this note by this transaction.",
      "Give the address that was paid, and the note as it was written; a restored wallet knows neither.");

  private final int code;
  private final String sentence;
  private final String remedy;

  ReceiptReason(int code, String sentence, String remedy) {
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
