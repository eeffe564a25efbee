package org.specie.offline.vault.state;

/** Where a vault is in its life; it goes forward only. Spec: docs/spec/55-vault.md 3.2. */
public enum Stage {
  /** It has a key of its own and belongs to nobody. */
  BLANK,
  /** The root said which device it is. */
  INITIALISED,
  /** It has an owner. */
  PERSONALISED,
  /** It holds money. */
  OPERATIONAL,
  /** It pays no more; its sums stay. */
  DISABLED,
  /** A recovery agent has credited what it held. */
  RECOVERED
}
