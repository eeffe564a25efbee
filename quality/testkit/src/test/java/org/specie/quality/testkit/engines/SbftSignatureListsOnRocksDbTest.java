package org.specie.quality.testkit.engines;

import java.io.IOException;
import org.specie.kernel.crypto.quorum.QuorumScheme;

/** SBFT with certificates that are lists of signatures, on RocksDB. */
class SbftSignatureListsOnRocksDbTest extends EngineStories {
  @Override
  Founding founding() throws IOException {
    return new ReplicatedFounding(QuorumScheme.MULTI_SIGNATURE);
  }

  @Override
  Disks.Kind disks() {
    return Disks.Kind.ROCKSDB;
  }
}
