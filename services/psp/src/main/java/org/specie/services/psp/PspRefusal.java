package org.specie.services.psp;

import org.specie.services.api.Refusal;

/** Why a provider does not do what it was asked: docs/reference/errors.md. */
public enum PspRefusal implements Refusal {
  CHALLENGE_STALE(
      6101,
      401,
      "The challenge is not one of this provider, too old, or used already.",
      "Ask for a new challenge and sign that."),
  SIGNATURE_WRONG(
      6102,
      401,
      "The signature on the challenge is not that of the key.",
      "Sign the challenge for this provider and this purpose with the customer's key."),
  CUSTOMER_UNKNOWN(
      6103,
      404,
      "No customer of this provider has the key.",
      "Register the key first; another provider may know it."),
  NAME_TAKEN(6104, 409, "Somebody else has the name.", "Choose another name."),
  NAME_MALFORMED(
      6105,
      400,
      "The name has a form that names here do not have.",
      "Use 3 to 32 small letters, digits and dots; begin with a letter."),
  NOT_FOUND(6106, 404, "There is nothing of this name or number.", "Check what you were given."),
  TOKENS_USED_UP(
      6107,
      429,
      "All admission tokens of the day were handed out.",
      "Use those there are; tomorrow there are new ones."),
  TOKEN_SPENT(
      6108,
      401,
      "The admission token was spent already or was never signed here.",
      "Use another token; each lets in once."),
  FULL(6109, 409, "There is no more room in it.", "Read and remove what is in it first."),
  BACKUP_OLDER(
      6110,
      409,
      "The backup is not newer than the one that is kept.",
      "Fetch what is kept, bring it up to date, and send it with a higher version."),
  CONTENT_MALFORMED(
      6111,
      400,
      "A key, an address or a content has a form it cannot have.",
      "Send bytes as pairs of hexadecimal digits, and keys and addresses whole."),
  ISSUER_UNKNOWN(
      6112,
      403,
      "This provider does not take evidence of that identity provider.",
      "Bring evidence of one that it names."),
  EVIDENCE_WRONG(
      6113,
      403,
      "The evidence is not what its identity provider signed, was made out for another customer, or"
          + " is too old.",
      "Let the identity provider make out new evidence for the key you are known by here."),
  NEIGHBOUR_UNKNOWN(
      6114,
      403,
      "This provider carries no letters to that provider.",
      "Nothing is lost: the payee finds the payment on the ledger. The provider's operator says to"
          + " whom letters are carried."),
  NEIGHBOUR_SILENT(
      6115,
      502,
      "The provider that the letter is for does not take it.",
      "Nothing is lost: the payee finds the payment on the ledger."),
  KEY_TAKEN(
      6116, 409, "The new key is, or once was, the key of a customer.", "Make another key for it."),
  KEY_GIVEN_UP(
      6117,
      403,
      "The key was given up: its customer has another one now.",
      "If a change of yours was cut off, ask for it again. If you did not change it, take it back"
          + " with the spare key. Without one the customer is lost: join again; the operator can bar"
          + " the one before if the database still says whose a name of yours is."),
  BARRED(
      6118,
      403,
      "The provider's operator lets this customer in no more.",
      "Ask the operator why. Your money is where it was: go on through another provider."),
  SPARE_DECIDES(
      6119,
      403,
      "The customer has a spare key, and another one is appointed by that alone.",
      "Sign with the spare key there is."),
  ADDRESS_FOREIGN(
      6120,
      403,
      "The provider does not know this address as one of its own.",
      "Join the provider at an address that its operator tells; the operator names another one with"
          + " 'specie psp address'.");

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts never changes.
  private final Explanation explanation;

  PspRefusal(int code, int status, String sentence, String remedy) {
    this.explanation = new Explanation(code, status, sentence, remedy);
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }
}
