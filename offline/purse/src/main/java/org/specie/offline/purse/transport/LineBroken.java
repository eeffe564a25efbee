package org.specie.offline.purse.transport;

import java.io.IOException;

/** The connection ended, or was silent for too long. What was done before it broke is done. */
public final class LineBroken extends IOException {
  private static final long serialVersionUID = 1L;

  LineBroken(String message) {
    super(message);
  }

  LineBroken(IOException cause) {
    super("the line broke: " + cause.getMessage(), cause);
  }
}
