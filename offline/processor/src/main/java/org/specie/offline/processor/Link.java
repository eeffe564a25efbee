package org.specie.offline.processor;

/** How a host talks to the device. Spec: docs/spec/61-processor.md section 2. */
public enum Link {
  /** Held into the field of a reader, which feeds the device. */
  NFC(SecurityCore.Medium.CONTACTLESS, true),
  /** A cable or a reader's contacts, which feed it too. */
  WIRE(SecurityCore.Medium.CONTACTS, true),
  /** From a distance, on the battery. */
  RADIO(SecurityCore.Medium.CONTACTS, false);

  private final SecurityCore.Medium medium;
  private final boolean feeds;

  Link(SecurityCore.Medium medium, boolean feeds) {
    this.medium = medium;
    this.feeds = feeds;
  }

  /** What the core is told of it. */
  SecurityCore.Medium medium() {
    return medium;
  }

  /** Whether power comes with it. */
  public boolean feeds() {
    return feeds;
  }
}
