package org.specie.cash.application.signer;

import org.specie.kernel.core.Reason;

/** Why a signer does not sign. Numbers are stable: docs/reference/errors.md. */
public enum SignerReason implements Reason {
  NOT_FINAL(
      3501,
      "This signer has not verified a certificate for a block at this height.",
      "Hand the signer the headers and certificates up to the block, then ask again."),
  OTHER_BLOCK(
      3502,
      "The block is not the one this signer verified at its height.",
      "Ask for the block that is final; two final blocks at one height are an alarm."),
  NOT_APPLIED(
      3503,
      "The transaction was refused, or the block has no such transaction.",
      "Nothing is signed for it; look up the transaction's own code."),
  NO_SUCH_OUTPUT(
      3504,
      "The transaction creates no output of this number.",
      "Number outputs from 0, in the order the transaction creates them."),
  OTHER_GENERATION(
      3505,
      "The output belongs to another key generation than this signer's share.",
      "Ask a signer that holds a share of that generation."),
  BASE_USED(
      3506,
      "Another message was already signed under this base.",
      "Stop and investigate: an honest ledger never asks for two messages under one base."),
  NO_SHARE(
      3507,
      "This signer holds no share of the issuing key for this height.",
      "Ask the operators who were in force at that height, or those who are now.");

  private final int code;
  private final String sentence;
  private final String remedy;

  SignerReason(int code, String sentence, String remedy) {
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
