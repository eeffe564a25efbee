package org.specie.offline.agents.core;

import java.io.IOException;
import org.specie.kernel.core.Verdict;

/**
 * The core as a station sees it. What it answers is durable, and asking again changes nothing; a
 * broken line leaves open whether it was asked. Spec: docs/spec/54-agents.md 3.3.
 */
public interface DeviceRegister {
  /** Takes a device into the register, once, and no other of its owner id ever. */
  Verdict register(DeviceRecord fresh) throws IOException;
}
