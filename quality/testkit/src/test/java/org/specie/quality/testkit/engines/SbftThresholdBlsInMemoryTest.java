package org.specie.quality.testkit.engines;

import java.io.IOException;
import org.specie.kernel.crypto.quorum.QuorumScheme;

/** SBFT with certificates that are one signature of the group, in memory. */
class SbftThresholdBlsInMemoryTest extends EngineStories {
  @Override
  Founding founding() throws IOException {
    return new ReplicatedFounding(QuorumScheme.THRESHOLD_SIGNATURE);
  }

  @Override
  Disks.Kind disks() {
    return Disks.Kind.MEMORY;
  }
}
