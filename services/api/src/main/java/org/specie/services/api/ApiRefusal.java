package org.specie.services.api;

/** Why a request is refused before any service looks at it: docs/reference/errors.md. */
public enum ApiRefusal implements Refusal {
  MALFORMED(
      6001,
      400,
      "The content is not what this operation takes.",
      "Compare it with the description at /openapi.json; fields it does not name are refused too."),
  TOO_LARGE(
      6002,
      413,
      "The content is larger than this operation takes.",
      "Send less at a time; the description names the limit."),
  UNKNOWN_OPERATION(
      6003,
      404,
      "There is no such operation.",
      "Look for the path and the method at /openapi.json."),
  UNAUTHENTICATED(
      6004,
      401,
      "The request does not say who asks, or says it with something that is not valid here.",
      "Open a session and send its token."),
  TOO_MANY(
      6005,
      429,
      "More requests came than are answered in this time.",
      "Wait as long as the header Retry-After says."),
  FAILED(
      6006,
      500,
      "The service could not answer: its database or a party it needs does not.",
      "Try again later; the same request does no harm."),
  NOT_UNDERSTOOD(
      6007,
      400,
      "The request line or a header is not one this service reads.",
      "Send HTTP/1.1 with a path as it stands in the description, encoded where it must be."),
  PLACE_UNKNOWN(
      6008,
      403,
      "This service leads to no such place.",
      "Ask for one of the places it names, written as it writes them."),
  RELAY_FULL(
      6009,
      503,
      "As many connections are relayed as this service relays at one time.",
      "Try again in a moment."),
  PLACE_SILENT(
      6010,
      502,
      "The place to which a connection should lead does not answer.",
      "Ask for another of the places."),
  WITHOUT_TLS(
      6011,
      400,
      "This port speaks TLS, and the request came without it; whoever was on the way has read it.",
      "Write the address with https://; what the request let in with is not a secret any more.");

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts never changes.
  private final Explanation explanation;

  ApiRefusal(int code, int status, String sentence, String remedy) {
    this.explanation = new Explanation(code, status, sentence, remedy);
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }
}
