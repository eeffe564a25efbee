package org.specie.services.auditor;

import java.util.Arrays;
import java.util.Optional;
import org.specie.kernel.core.Reason;

/**
 * Why an auditor does not approve a payment, or does not answer. What the ledger itself would
 * refuse has the ledger's number. Numbers are stable: docs/reference/errors.md.
 */
public enum AuditorReason implements Reason {
  MALFORMED(
      6201,
      "The bytes are not a question to an auditor.",
      "Use the same version as the auditors of the ledger."),
  NOT_TO_APPROVE(
      6202,
      "This is not a payment of tier 2 that waits for approvals.",
      "Show the payment as it was made, without approvals; payments of other tiers need none."),
  OPENING_DIFFERS(
      6203,
      "What the auditor was shown is not what the payment seals.",
      "Show the opening that was made with the payment; a wallet that does otherwise is broken."),
  RULES_REFUSE(
      6204,
      "The auditor's rules refuse this payment.",
      "Ask the auditor for the reason on another way, or pay otherwise."),
  NO_PERSON(
      6205,
      "The payment is more than this auditor approves by rule, and no person decides here.",
      "Pay less, pay on another day, or pay with delay."),
  PERSON_REFUSED(
      6206,
      "A person at the auditor's has refused this payment.",
      "Ask the auditor for the reason on another way, or pay otherwise."),
  QUEUE_FULL(
      6207,
      "As many payments wait for a person here as may wait, of all payers or of this one.",
      "Show the payment again later, while it is valid."),
  BUSY(
      6208,
      "This auditor answers as many questions as it does at one time.",
      "Ask again in a moment."),
  LEDGER_UNSEEN(
      6209,
      "The auditor cannot see the ledger, so it does not know the policy in force.",
      "Ask again in a moment, or ask the other auditors."),
  NOT_WRITTEN(
      6210,
      "The auditor cannot write its decision down, so it makes none.",
      "Ask the other auditors; this one's disk fails."),
  NOT_AN_AUDITOR(
      6211,
      "The policy in force does not name this auditor's key.",
      "Ask the auditors that the policy names."),
  NOT_OF_THE_DESK(
      6212,
      "The question is not signed with this auditor's key for this connection.",
      "Ask from the folder in which the auditor's key is."),
  NOT_WAITING(
      6213,
      "No payment of this name waits for a decision here.",
      "See what waits with 'specie auditor queue'."),
  LAPSED(
      6214,
      "Nobody decided about the payment while it was valid.",
      "Give it up and pay again; ask the auditor how long it takes.");

  private final int code;
  private final String sentence;
  private final String remedy;

  AuditorReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** The reason with the number {@code code}, if it is one of these. */
  public static Optional<AuditorReason> of(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
  }

  /** Whether it stands in the record of whoever answered it, and will be answered for ever. */
  public boolean isDecision() {
    return switch (this) {
      case RULES_REFUSE, NO_PERSON, PERSON_REFUSED, LAPSED -> true;
      case MALFORMED,
          NOT_TO_APPROVE,
          OPENING_DIFFERS,
          QUEUE_FULL,
          BUSY,
          LEDGER_UNSEEN,
          NOT_WRITTEN,
          NOT_AN_AUDITOR,
          NOT_OF_THE_DESK,
          NOT_WAITING ->
          false;
    };
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
