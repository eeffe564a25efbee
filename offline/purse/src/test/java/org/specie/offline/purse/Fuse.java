package org.specie.offline.purse;

import java.io.IOException;

/** Cuts a program off at one of the places it passes, once. */
public final class Fuse {
  private static final int NEVER = Integer.MAX_VALUE;

  private int left = NEVER;

  /** Cuts at the next place but {@code places}. */
  public void cutAfter(int places) {
    left = places;
  }

  /** Cuts no more. */
  public void disarm() {
    left = NEVER;
  }

  /** Whether it has cut since it was armed. */
  public boolean isBurnt() {
    return left < 0;
  }

  /** A place where the program may be cut off. */
  public void pass() throws IOException {
    if (left >= 0 && left != NEVER && left-- == 0) {
      throw new IOException("cut off");
    }
  }
}
