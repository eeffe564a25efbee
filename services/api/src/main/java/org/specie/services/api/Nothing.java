package org.specie.services.api;

/** No content: the input of what only reads, the output of what only confirms. */
public record Nothing() {
  /** The one there is. */
  public static final Nothing NOTHING = new Nothing();
}
