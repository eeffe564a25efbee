package org.specie.offline.simulator;

/** The power is gone: nothing of the command runs any more. */
@SuppressWarnings("serial")
public final class PowerCut extends Error {
  PowerCut() {
    super("power cut", null, false, false);
  }
}
