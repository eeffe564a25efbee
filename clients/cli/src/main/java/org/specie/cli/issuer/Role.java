package org.specie.cli.issuer;

import java.util.Optional;

/**
 * The roles of an issuer that are processes, in the order in which they are started; the root for
 * as long as cards are prepared.
 */
public enum Role {
  ROOT("root"),
  CORE("core"),
  CERTIFIER("certifier"),
  FACTORY("factory"),
  RECOVERY("recovery"),
  MANAGERS("managers"),
  INSPECTION("inspection"),
  PSEUDONYM("pseudonym");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** Its name, and that of its folder. */
  public String word() {
    return word;
  }

  /** The role with this name. */
  static Optional<Role> of(String word) {
    for (Role each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
