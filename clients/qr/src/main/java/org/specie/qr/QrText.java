package org.specie.qr;

/** What a picture says: a text, or why it says none. */
public sealed interface QrText {
  /** The text. */
  record Read(String text) implements QrText {}

  /** Nothing that can be believed. */
  record Refused(QrReason reason) implements QrText {}
}
