package org.specie.services.issuer;

import org.specie.services.api.Refusal;

/** Why a role of the issuer does not start or does not answer: docs/reference/errors.md, 77xx. */
public enum IssuerReason implements Refusal {
  BOOK_SET_BACK(
      7721,
      409,
      "The database holds less of the book than was written: it was set back.",
      "Bring back the newest copy; if it is lost, give the role a new key and an empty book."),
  BOOK_UNKNOWN(
      7722,
      409,
      "The database holds another book than the one this folder knows.",
      "Start the role with its own database, or bring back the folder as it was last."),
  CALLER_UNKNOWN(
      7723,
      403,
      "The caller is not one that may ask for this here.",
      "Ask the issuer to enter the caller's key, or ask another role."),
  CALL_NOT_SIGNED(
      7724,
      403,
      "The call is not signed by its caller, for this role and this operation.",
      "Sign what is sent, with the key the issuer has entered, for the role that is asked."),
  CALL_MALFORMED(
      7725,
      400,
      "What the call carries does not have the form that this operation reads.",
      "Send bytes as pairs of hexadecimal digits, of the length that the page names."),
  OWNER_ENTERED_OTHERWISE(
      7726,
      409,
      "The owner is in the register with other data.",
      "Look at the entry; an owner id is entered once."),
  CALL_NOT_NOW(
      7727,
      403,
      "The call was signed for another time than it is by the clock of the role.",
      "Set the clocks of caller and role; they may be five minutes apart. Call again."),
  PERSON_ENTERED_OTHERWISE(
      7728,
      409,
      "Somebody is entered under this reference with other data.",
      "Look at the record; a reference is one person's, and is entered once."),
  OWNER_NOT_GIVEN(
      7729,
      404,
      "The pseudonym agent never gave this owner id.",
      "Compare its digits; an owner id of a bank's agent is known to that agent alone.");

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts never changes.
  private final Explanation explanation;

  IssuerReason(int code, int status, String sentence, String remedy) {
    this.explanation = new Explanation(code, status, sentence, remedy);
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }
}
