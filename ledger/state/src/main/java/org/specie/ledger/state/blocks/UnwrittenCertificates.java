package org.specie.ledger.state.blocks;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * Certificates that wait to be written together with the next block, which saves a write a block.
 * One thread adds and clears, any reads; what is cleared is in the storage by then.
 */
final class UnwrittenCertificates {
  private static final int WAITING_MAX = 128;

  private final Map<Long, ByteString> waiting = new ConcurrentSkipListMap<>();

  void add(CommitCertificate certificate) {
    waiting.put(certificate.height(), certificate.encode());
  }

  Optional<ByteString> find(long height) {
    return Optional.ofNullable(waiting.get(height));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= WAITING_MAX;
  }

  void addTo(Storage.Batch batch) {
    waiting.forEach(
        (height, encoded) -> batch.put(LogColumns.key(LogColumns.CERTIFICATES, height), encoded));
  }

  void clear() {
    waiting.clear();
  }
}
