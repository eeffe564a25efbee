package org.specie.cash.application.access;

import org.specie.kernel.core.Reason;

/** Why a payment is not opened. Numbers are stable: docs/reference/errors.md. */
public enum AccessReason implements Reason {
  NOT_ORDERED(
      3601,
      "No warrant orders that this payment be opened.",
      "Let the authorities decide it: 'specie act propose open'."),
  TOO_FEW_AUDITORS(
      3602,
      "Fewer auditors gave their share than it takes to open the payment.",
      "Ask more auditors for 'specie access share' of exactly this payment."),
  TOO_FEW_OPERATORS(
      3603,
      "Fewer operators gave their share than it takes to open the payment.",
      "See with 'specie network status' who is away, and try again."),
  SHARE_UNREADABLE(
      3604, "The file is not a share of an opening.", "Take the file of 'specie access share'."),
  SHARE_FALSE(
      3605,
      "The share is not one that an auditor's key gives for this payment.",
      "Ask its auditor for 'specie access share' of exactly this payment."),
  POLICY_UNKNOWN(
      3606,
      "The policy that the payment was sealed under is not on this chain.",
      "Ask a replica that keeps the whole chain.");

  private final int code;
  private final String sentence;
  private final String remedy;

  AccessReason(int code, String sentence, String remedy) {
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
