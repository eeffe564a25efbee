package org.specie.node;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.node.home.NetworkHome;

/** The chain of a network that is not running, for whoever wants to verify or to copy it. */
public final class StoredChain implements BlockSource, AutoCloseable {
  private final Storage storage;
  private final BlockLog log;

  private StoredChain(Storage storage, BlockLog log) {
    this.storage = storage;
    this.log = log;
  }

  /** The chain in {@code home}, where a network was founded. */
  public static StoredChain open(NetworkHome home) throws IOException {
    if (home.document(LocalNetwork.GENESIS).isEmpty()) {
      throw new IOException("there is no network here");
    }
    Storage storage = home.database(LocalNetwork.CHAIN);
    try {
      return new StoredChain(storage, BlockLog.open(storage));
    } catch (IOException e) {
      storage.close();
      throw e;
    }
  }

  @Override
  public long height() {
    return log.height();
  }

  @Override
  public Optional<ByteString> block(long height) throws IOException {
    return log.block(height);
  }

  @Override
  public Optional<ByteString> certificate(long height) throws IOException {
    return log.certificate(height);
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
