package org.specie.offline.agents.core;

import java.io.IOException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.value.OwnerId;

/**
 * The core as the managers of devices see it. What it answers is durable, and asking again changes
 * nothing; a broken line leaves open whether it was asked. Spec: docs/spec/54-agents.md 3.3.
 */
public interface ManagedDevices {
  /** Whose the device is, as it was registered. Refused for one that is not active. */
  Answer<OwnerId> owner(DeviceId device) throws IOException;

  /**
   * Notes that loads of {@code total} in all are signed for the device; it never falls. Refused for
   * one that is not active; zero asks just that.
   */
  Verdict lend(DeviceId device, Amount total) throws IOException;
}
