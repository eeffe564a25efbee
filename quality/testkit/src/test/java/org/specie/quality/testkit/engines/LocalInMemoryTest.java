package org.specie.quality.testkit.engines;

/** The engine of one process, in memory. */
class LocalInMemoryTest extends EngineStories {
  @Override
  Founding founding() {
    return new LocalFounding();
  }

  @Override
  Disks.Kind disks() {
    return Disks.Kind.MEMORY;
  }
}
