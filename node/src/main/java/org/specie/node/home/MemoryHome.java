package org.specie.node.home;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;

/**
 * A home that lasts as long as this object: a network closed here opens again where it was. For
 * tests and for a look around.
 */
public final class MemoryHome implements NetworkHome {
  private final Map<String, Storage> databases = new ConcurrentHashMap<>();
  private final Map<String, ByteString> documents = new ConcurrentHashMap<>();
  private final Map<String, Secret> secrets = new ConcurrentHashMap<>();

  @Override
  public Storage database(String name) {
    return new Lasting(databases.computeIfAbsent(name, any -> new MemoryStorage()));
  }

  @Override
  public Optional<ByteString> document(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  @Override
  public void publish(String name, ByteString content) {
    documents.put(name, content);
  }

  @Override
  public Optional<Secret> secret(String party, String name) {
    return Optional.ofNullable(secrets.get(party + "/" + name))
        .map(kept -> kept.lend(Secret::copyOf));
  }

  @Override
  public void keep(String party, String name, Secret secret) {
    secrets.put(party + "/" + name, secret.lend(Secret::copyOf));
  }

  /** Closing it leaves the entries for whoever opens the database next. */
  private record Lasting(Storage entries) implements Storage {
    @Override
    public Optional<ByteString> get(ByteString key) throws IOException {
      return entries.get(key);
    }

    @Override
    public void write(Batch batch) throws IOException {
      entries.write(batch);
    }

    @Override
    public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
      entries.scan(prefix, from, visitor);
    }

    @Override
    public void close() {}
  }
}
