package org.specie.node.home;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;

/** A home under another one's names, where there are no folders to be taken away. */
record HomeWithin(NetworkHome outer, String folder) implements NetworkHome {
  @Override
  public Storage database(String name) throws IOException {
    return outer.database(within(name));
  }

  @Override
  public Optional<ByteString> document(String name) throws IOException {
    return outer.document(within(name));
  }

  @Override
  public void publish(String name, ByteString content) throws IOException {
    outer.publish(within(name), content);
  }

  @Override
  public Optional<Secret> secret(String party, String name) throws IOException {
    return outer.secret(within(party), name);
  }

  @Override
  public void keep(String party, String name, Secret secret) throws IOException {
    outer.keep(within(party), name, secret);
  }

  private String within(String name) {
    return folder + "/" + name;
  }
}
