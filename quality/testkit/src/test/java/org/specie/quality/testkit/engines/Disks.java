package org.specie.quality.testkit.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.state.rocksdb.RocksStorage;

/** The storages of one process by name, which outlive whatever runs on them. */
final class Disks {
  /** What they are made of. */
  enum Kind {
    MEMORY,
    ROCKSDB
  }

  private final Path root;
  private final Map<String, Storage> memories = new TreeMap<>();
  private final Map<String, Storage> databases = new TreeMap<>();
  private Kind kind;

  Disks(Path root, Kind kind) throws IOException {
    this.root = Files.createDirectories(root);
    this.kind = kind;
  }

  /** The storage called {@code name}, as it was left. */
  Storage open(String name) throws IOException {
    return open(name, kind);
  }

  private Storage open(String name, Kind of) throws IOException {
    return switch (of) {
      case MEMORY -> memories.computeIfAbsent(name, _ -> new MemoryStorage());
      case ROCKSDB -> {
        Storage database = RocksStorage.open(root.resolve(name));
        databases.put(name, database);
        yield database;
      }
    };
  }

  /** A folder for files that are no storage. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** The process ended. */
  void release() throws IOException {
    for (Storage database : databases.values()) {
      database.close();
    }
    databases.clear();
  }

  /** A storage is lost; the process is not running. */
  void lose(String name) {
    memories.remove(name);
    root.resolve(name).toFile().renameTo(root.resolve(name + ".lost").toFile());
  }

  /** Moves everything in {@code names} to disks of the other kind; the process is not running. */
  void swap(String... names) throws IOException {
    Kind other = kind == Kind.MEMORY ? Kind.ROCKSDB : Kind.MEMORY;
    for (String name : names) {
      Storage from = open(name, kind);
      Storage to = open(name, other);
      Storage.Batch all = new Storage.Batch();
      from.scan(
          ByteString.EMPTY,
          ByteString.EMPTY,
          (key, value) -> {
            all.put(key, value);
            return true;
          });
      to.write(all);
    }
    release();
    kind = other;
  }
}
