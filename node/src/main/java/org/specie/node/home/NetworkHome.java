package org.specie.node.home;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A place for one network: a directory, or memory in tests. Names are folders of lower-case words
 * joined by '/', one folder a party, such as {@code operators/1}.
 */
public interface NetworkHome {
  /** Opens the database of that name, new or as it was left; the caller closes it. */
  Storage database(String name) throws IOException;

  /**
   * The same for a database whose owner knows from it how far it is, and makes again what is behind
   * that. It may be written behind, which saves a flush a block.
   */
  default Storage replayedDatabase(String name) throws IOException {
    return database(name);
  }

  /** A public document, if it was published. */
  Optional<ByteString> document(String name) throws IOException;

  /** Publishes a document, whole or not at all; it is durable when this returns. */
  void publish(String name, ByteString content) throws IOException;

  /** A secret of {@code party}, if it has one of that name. */
  Optional<Secret> secret(String party, String name) throws IOException;

  /** Keeps a secret of {@code party} where only its owner can read it. */
  void keep(String party, String name, Secret secret) throws IOException;

  /**
   * The home of a party that keeps nothing among others': a folder that can be taken to a machine
   * of its own.
   */
  default NetworkHome apart(String name) throws IOException {
    return new HomeWithin(this, name);
  }
}
