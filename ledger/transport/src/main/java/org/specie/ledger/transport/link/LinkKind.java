package org.specie.ledger.transport.link;

/** What a connection is for; stands in the greeting, so that no port is taken for another. */
public enum LinkKind {
  /** Between two operators. */
  OPERATORS(1),
  /** From a client to an operator. */
  CLIENT(2);

  private final int number;

  LinkKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
