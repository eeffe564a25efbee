package org.specie.services.api;

/** What a request wants to do to what its path names. Source: RFC 9110 section 9.3. */
public enum Method {
  GET(false),
  POST(true),
  PUT(true),
  DELETE(false);

  private final boolean takesContent;

  Method(boolean takesContent) {
    this.takesContent = takesContent;
  }

  /** Whether its input is the content of the request; the others have none. */
  public boolean takesContent() {
    return takesContent;
  }
}
