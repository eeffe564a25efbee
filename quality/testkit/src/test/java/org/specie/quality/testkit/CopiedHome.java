package org.specie.quality.testkit;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.home.NetworkHome;

/** A network's disks in memory: they can be copied as they lie, and their power can fail. */
final class CopiedHome implements NetworkHome {
  private final Map<String, MemoryStorage> databases;
  private final Map<String, ByteString> documents;
  private final Map<String, ByteString> secrets;
  private final PowerSupply power;

  private CopiedHome(
      Map<String, MemoryStorage> databases,
      Map<String, ByteString> documents,
      Map<String, ByteString> secrets,
      PowerSupply power) {
    this.databases = databases;
    this.documents = documents;
    this.secrets = secrets;
    this.power = power;
  }

  /** Empty disks and a supply that never fails. */
  static CopiedHome empty() {
    return new CopiedHome(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), PowerSupply.steady());
  }

  /** The same disks under another supply. */
  CopiedHome under(PowerSupply other) {
    return new CopiedHome(databases, documents, secrets, other);
  }

  /** Disks with the same content. */
  CopiedHome copy() throws IOException {
    Map<String, MemoryStorage> copies = new TreeMap<>();
    for (Map.Entry<String, MemoryStorage> each : databases.entrySet()) {
      MemoryStorage copy = new MemoryStorage();
      Storage.Batch batch = new Storage.Batch();
      each.getValue()
          .scan(
              ByteString.EMPTY,
              ByteString.EMPTY,
              (key, value) -> {
                batch.put(key, value);
                return true;
              });
      copy.write(batch);
      copies.put(each.getKey(), copy);
    }
    return new CopiedHome(
        copies, new TreeMap<>(documents), new TreeMap<>(secrets), PowerSupply.steady());
  }

  @Override
  public synchronized Storage database(String name) {
    return new PowerCutStorage(databases.computeIfAbsent(name, any -> new MemoryStorage()), power);
  }

  @Override
  public synchronized Optional<ByteString> document(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  @Override
  public synchronized void publish(String name, ByteString content) {
    documents.put(name, content);
  }

  @Override
  public synchronized Optional<Secret> secret(String party, String name) {
    return Optional.ofNullable(secrets.get(party + "/" + name))
        .map(kept -> Secret.copyOf(kept.toByteArray()));
  }

  @Override
  public synchronized void keep(String party, String name, Secret secret) {
    secrets.put(party + "/" + name, secret.lend(ByteString::copyOf));
  }
}
