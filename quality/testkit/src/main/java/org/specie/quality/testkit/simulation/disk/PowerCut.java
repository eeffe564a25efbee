package org.specie.quality.testkit.simulation.disk;

import java.io.IOException;

/** The power is gone: whatever was being written ends here. */
public final class PowerCut extends IOException {
  private static final long serialVersionUID = 1L;

  public PowerCut() {
    super("the power is gone; start the machine again");
  }
}
