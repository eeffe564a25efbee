package org.specie.offline.agents;

import org.specie.kernel.core.Reason;

/**
 * Why a pseudonym is not given, or not opened. Source: docs/reference/errors.md, 76xx; spec:
 * docs/spec/56-register.md.
 */
public enum RegisterReason implements Reason {
  /** 7601. */
  MALFORMED(
      7601,
      "The message does not have the form of the register's messages.",
      "Send it whole and unchanged."),
  /** 7602. */
  CONSENT_NOT_VALID_NOW(
      7602, "The consent is not valid now.", "Let the person sign a new one, and use it soon."),
  /** 7603. */
  REFERENCE_UNKNOWN(
      7603,
      "The identity register has no such record.",
      "Ask the institution that identified the person."),
  /** 7604. */
  NO_CONSENT(
      7604,
      "The consent is not signed by this person for this agent.",
      "Let the person sign it for this agent."),
  /** 7605. */
  REPORT_FALSE(
      7605,
      "The report is not one that this agent's inspection signed.",
      "Bring the report as inspection gave it."),
  /** 7606. */
  NOBODY_KNOWN(
      7606,
      "Nobody known is behind this owner id, so nobody would come for a letter.",
      "Leave it; an anonymous owner cannot be written to."),
  /** 7607. */
  LETTERS_FULL(
      7607,
      "As many letters lie for this owner id as the agent keeps.",
      "Ask a court for an order."),
  /** 7608. */
  LETTER_UNKNOWN(
      7608, "No such letter lies for this owner id.", "Fetch the letters, and answer one of them."),
  /** 7609. */
  ANSWERED_OTHERWISE(
      7609,
      "The letter was answered with another document.",
      "Leave it; a letter is answered once."),
  /** 7610. */
  NOBODY_SEALED(
      7610,
      "Nobody is sealed under this owner id: it is anonymous, or this agent never gave it.",
      "Compare its digits, and name the agent that gave it; whose an anonymous one is nobody knows."),
  /** 7611. */
  CASE_NOT_VALID_NOW(
      7611, "The order is not valid now.", "Ask the court for an order that is valid."),
  /** 7612. */
  ENTRY_OF_OTHERS(
      7612,
      "The entry is not the one that the order names.",
      "Fetch the entry of exactly this owner id."),
  /** 7613. */
  ENTRY_FALSE(
      7613,
      "The entry is not one that a known agent sealed for these authorities.",
      "Fetch the entry as the agent made it."),
  /** 7614. */
  NOT_ORDERED(
      7614, "Too few authorities approved exactly this case.", "Let more of them approve it."),
  /** 7621. */
  TOO_FEW_SHARES(
      7621,
      "Too few authorities gave a right share.",
      "Ask more of them; those that are named gave wrong ones."),
  /** 7622. */
  SEALED_UNREADABLE(
      7622,
      "What the agent sealed cannot be read.",
      "Ask the agent that signed the entry: it sealed something else.");

  private final int code;
  private final String sentence;
  private final String remedy;

  RegisterReason(int code, String sentence, String remedy) {
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
