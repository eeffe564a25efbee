package org.specie.ledger.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/**
 * One RocksDB directory. Each batch goes through the write-ahead log and has reached the disk when
 * {@link #write} returns. A log torn at its end by a power cut is cut back to the last whole batch;
 * damage before its end is reported, never skipped, because what it holds was promised to be there.
 * Only where its owner makes everything again that is lost, a log is cut back to before the first
 * damage, wherever that is, so that batches may be written behind. The native library is closed
 * under a lock: a reader that came too late gets an {@link IOException} instead of freed memory.
 */
public final class RocksStorage implements Storage {
  private static final long BLOCK_CACHE_BYTES = 64L << 20;

  /**
   * Small, because all replicas of a ledger fill theirs at the same time and flush them then, and
   * because a small one stays in the processor's caches.
   */
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  /**
   * After so many bytes of a file the operating system begins to write them: no burst at its end.
   */
  private static final long BYTES_PER_SYNC = 1L << 20;

  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final int LOG_FILES_KEPT = 4;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
  private final boolean isReplayed;
  private final Options options;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions().setSync(false);
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final RocksDB database;
  private boolean isClosed;

  private RocksStorage(Path directory, boolean isReplayed) throws RocksDBException {
    this.isReplayed = isReplayed;
    this.options = options(cache, bloom, isReplayed);
    this.database = RocksDB.open(options, directory.toString());
  }

  /** Opens the database in {@code directory}, which is created if it is missing. */
  public static RocksStorage open(Path directory) throws IOException {
    return open(directory, false);
  }

  /**
   * The same for a database whose owner knows from it how far it is, and makes again what is behind
   * that: the state of an application, which is executed again from the block log.
   */
  public static RocksStorage openReplayed(Path directory) throws IOException {
    return open(directory, true);
  }

  private static RocksStorage open(Path directory, boolean isReplayed) throws IOException {
    Files.createDirectories(directory);
    try {
      return new RocksStorage(directory, isReplayed);
    } catch (RocksDBException e) {
      throw new IOException("cannot open the database in " + directory + ": " + e.getMessage(), e);
    }
  }

  private static Options options(LRUCache cache, BloomFilter bloom, boolean isReplayed) {
    return new Options()
        .setCreateIfMissing(true)
        .setWalRecoveryMode(
            isReplayed
                ? WALRecoveryMode.PointInTimeRecovery
                : WALRecoveryMode.TolerateCorruptedTailRecords)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setBytesPerSync(BYTES_PER_SYNC)
        .setWalBytesPerSync(BYTES_PER_SYNC)
        .setKeepLogFileNum(LOG_FILES_KEPT)
        .setTableFormatConfig(
            new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    lifetime.readLock().lock();
    try {
      requireOpen();
      byte[] value = database.get(key.toByteArray());
      return value == null ? Optional.empty() : Optional.of(ByteString.copyOf(value));
    } catch (RocksDBException e) {
      throw new IOException("cannot read the database: " + e.getMessage(), e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  @Override
  public void write(Batch batch) throws IOException {
    write(batch, synced);
  }

  @Override
  public void writeUnsynced(Batch batch) throws IOException {
    write(batch, unsynced);
  }

  @Override
  public void writeBehind(Batch batch) throws IOException {
    write(batch, isReplayed ? unsynced : synced);
  }

  @Override
  public void sync() throws IOException {
    lifetime.readLock().lock();
    try {
      requireOpen();
      database.flushWal(true);
    } catch (RocksDBException e) {
      throw new IOException("cannot sync the database: " + e.getMessage(), e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private void write(Batch batch, WriteOptions durability) throws IOException {
    lifetime.readLock().lock();
    try (WriteBatch writes = new WriteBatch()) {
      requireOpen();
      for (Batch.Change change : inKeyOrder(batch)) {
        if (change.value().isPresent()) {
          writes.put(change.key().toByteArray(), change.value().get().toByteArray());
        } else {
          writes.delete(change.key().toByteArray());
        }
      }
      database.write(durability, writes);
    } catch (RocksDBException e) {
      throw new IOException("cannot write the database: " + e.getMessage(), e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  /**
   * The database looks for a key's place from where the last one went, so neighbours cost a
   * fraction of what strangers do. What is said twice of one key stays in its order.
   */
  private static List<Batch.Change> inKeyOrder(Batch batch) {
    List<Batch.Change> changes = new ArrayList<>(batch.changes());
    changes.sort(Comparator.comparing(Batch.Change::key));
    return changes;
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    lifetime.readLock().lock();
    try {
      requireOpen();
      scanOpen(prefix, from.compareTo(prefix) < 0 ? prefix : from, visitor);
    } catch (RocksDBException e) {
      throw new IOException("cannot scan the database: " + e.getMessage(), e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private void scanOpen(ByteString prefix, ByteString start, Visitor visitor)
      throws IOException, RocksDBException {
    try (RocksIterator iterator = database.newIterator()) {
      for (iterator.seek(start.toByteArray()); iterator.isValid(); iterator.next()) {
        ByteString key = ByteString.copyOf(iterator.key());
        if (!key.startsWith(prefix) || !visitor.entry(key, ByteString.copyOf(iterator.value()))) {
          return;
        }
      }
      iterator.status();
    }
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        database.close();
        synced.close();
        unsynced.close();
        options.close();
        bloom.close();
        cache.close();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (isClosed) {
      throw new IOException("the database is closed; open it again");
    }
  }
}
