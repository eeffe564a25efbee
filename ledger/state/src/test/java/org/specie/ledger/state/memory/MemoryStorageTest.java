package org.specie.ledger.state.memory;

import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.StorageContract;

class MemoryStorageTest extends StorageContract {
  @Override
  protected Storage open() {
    return new MemoryStorage();
  }
}
