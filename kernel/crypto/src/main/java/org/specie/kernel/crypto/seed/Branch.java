package org.specie.kernel.crypto.seed;

/**
 * The branches of a seed. Each is one label of docs/spec/06-keys.md 6.4; a secret of one branch
 * says nothing about another. The account key is not here: it follows BIP-32, so that other wallets
 * restore the same account from the same words.
 */
public enum Branch {
  /** The key whose image is the person's registered identity; nullifiers come from it. */
  SPEND("specie/seed/spend"),
  /** The X25519 key with which incoming coins are found and read; a till may hold it alone. */
  VIEW("specie/seed/view"),
  /** Encrypts what a wallet writes to its later self in each transaction. */
  MEMO("specie/seed/memo"),
  /** Blinding factors of the wallet's own outputs, from a public salt. */
  BLINDING("specie/seed/blinding"),
  /** Keys of ledger entries: accepting and returning. */
  ENTRY("specie/seed/entry"),
  /** Seals the backup that others keep, and finds it again. */
  STORAGE("specie/seed/storage");

  private final String label;

  Branch(String label) {
    this.label = label;
  }

  /** The label that enters the derivation. */
  public String label() {
    return label;
  }
}
