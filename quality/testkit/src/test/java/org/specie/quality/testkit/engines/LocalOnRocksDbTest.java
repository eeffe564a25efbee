package org.specie.quality.testkit.engines;

/** The engine of one process, on RocksDB. */
class LocalOnRocksDbTest extends EngineStories {
  @Override
  Founding founding() {
    return new LocalFounding();
  }

  @Override
  Disks.Kind disks() {
    return Disks.Kind.ROCKSDB;
  }
}
