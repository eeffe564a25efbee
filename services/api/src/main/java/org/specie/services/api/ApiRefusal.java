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
      "Send HTTP/1.1 with a path as it stands in the description, encoded where it must be.");

  private final int code;
  private final int status;
  private final String sentence;
  private final String remedy;

  ApiRefusal(int code, int status, String sentence, String remedy) {
    this.code = code;
    this.status = status;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public int status() {
    return status;
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
