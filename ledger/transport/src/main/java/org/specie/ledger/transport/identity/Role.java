package org.specie.ledger.transport.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a certificate entitles its holder to. */
public enum Role {
  /** The governance authority itself; signs certificates and never opens a connection. */
  AUTHORITY("authority"),
  /** An operator: links to other operators, and serves clients. */
  OPERATOR("operator"),
  /** Reads along with the operators and serves what it has read: an auditor's replica. */
  READER("reader"),
  /** Is asked by payers for its approval: no link with operators. */
  AUDITOR("auditor");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** The word that stands in certificates. */
  public String word() {
    return word;
  }

  static Optional<Role> ofWord(String word) {
    return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
  }
}
