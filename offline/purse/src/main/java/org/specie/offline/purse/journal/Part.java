package org.specie.offline.purse.journal;

/** A part that a purse can go without. Spec: docs/spec/52-purse.md 14.3. */
public enum Part {
  /** Money that is set aside. */
  JARS(1),
  /** Payments for later. */
  PLAN(2),
  /** The counter of a bank. */
  BANK(4);

  private final int bit;

  Part(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }
}
