package org.specie.ledger.sbft.link;

import org.specie.kernel.core.ByteString;

/** The link with a reader, which has a governance certificate and no voice. */
public interface ReaderLine {
  /** As the certificate says; an operator may have the same name and be somebody else. */
  String name();

  /** Whether {@code frame} was taken; a reader that reads too slowly loses it. */
  boolean offer(ByteString frame);
}
