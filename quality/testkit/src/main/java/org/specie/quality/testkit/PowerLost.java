package org.specie.quality.testkit;

import java.io.IOException;

/** The power is off: nothing reads or writes until it is on again. */
public final class PowerLost extends IOException {
  private static final long serialVersionUID = 1L;

  public PowerLost(int write) {
    super("the power failed at write " + write);
  }
}
