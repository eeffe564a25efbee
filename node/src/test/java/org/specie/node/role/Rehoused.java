package org.specie.node.role;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.home.NetworkHome;

/** The same secrets with empty databases. */
record Rehoused(NetworkHome secrets) implements NetworkHome {
  @Override
  public Storage database(String name) {
    return new MemoryStorage();
  }

  @Override
  public Optional<ByteString> document(String name) throws IOException {
    return secrets.document(name);
  }

  @Override
  public void publish(String name, ByteString content) throws IOException {
    secrets.publish(name, content);
  }

  @Override
  public Optional<Secret> secret(String party, String name) throws IOException {
    return secrets.secret(party, name);
  }

  @Override
  public void keep(String party, String name, Secret secret) throws IOException {
    secrets.keep(party, name, secret);
  }
}
