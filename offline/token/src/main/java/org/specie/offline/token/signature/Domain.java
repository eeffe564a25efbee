package org.specie.offline.token.signature;

import org.specie.kernel.core.ByteString;

/** What a signature is about; it stands before the signed bytes. Spec: docs/spec/50-art.md 1.4. */
public enum Domain {
  /** A key certificate. */
  KEY("ART1-KEY"),
  /** A class certificate. */
  CLASS("ART1-CLS"),
  /** A configuration. */
  CONFIGURATION("ART1-CFG"),
  /** A payment. */
  PAYMENT("ART1-PAY"),
  /** A payment key, signed unseen. */
  PAYMENT_KEY("ART1-CERT"),
  /** A device and a host that it is bound to. */
  BINDING("ART1-BND"),
  /** A payment key that a device has blinded, and its sums. */
  BLINDED("ART1-BLD"),
  /** A request of the host's that a device vouches for, and its sums. */
  SEALED("ART1-REQ"),
  /** What a device that has ended held, sealed for a recovery agent. */
  RECOVERY("ART1-REC"),
  /** A recovery agent's word that it has credited what a device held. */
  RECOVERED("ART1-DON"),
  /** The facts of a device, by the root. */
  DEVICE("ART1-INI"),
  /** The facts of a vault, by the root. */
  VAULT("ART1-VLT"),
  /** Whose a device is, by its managers. */
  OWNER("ART1-OWN"),
  /** A load, by a device's managers. */
  LOAD("ART1-LOD"),
  UNLOCK("ART1-UNL"),
  /** A time, by a time keeper. */
  TIME("ART1-TIM"),
  /** A payment, by whoever approves large ones of a vault. */
  APPROVAL("ART1-APR"),
  /** What a purse wants of the bank of its account: a withdrawal, or a token for them. */
  WITHDRAWAL("ART1-WDR");

  private final String text;

  Domain(String text) {
    this.text = text;
  }

  /** The bytes that stand first. */
  public ByteString prefix() {
    return ByteString.utf8(text);
  }
}
