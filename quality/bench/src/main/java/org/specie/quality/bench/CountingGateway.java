package org.specie.quality.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.ForwardingGateway;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;

/**
 * A way to a ledger that counts what comes down it, and the time the ledger takes to answer. Of a
 * transaction it counts the bytes as submitted, the event and the operators' aggregates; what a
 * transport adds is not in it. Not thread-safe.
 */
final class CountingGateway extends ForwardingGateway {
  private static final long AGGREGATE_BYTES = 2L * G1.SIZE;

  private long bytes;
  private long bucketRequests;
  private long blockRequests;
  private long answeringNanos;

  CountingGateway(LedgerGateway real) {
    super(real);
  }

  long bytes() {
    return bytes;
  }

  long bucketRequests() {
    return bucketRequests;
  }

  long blockRequests() {
    return blockRequests;
  }

  /** Seconds the ledger took to read what was asked for; they are part of what the caller waits. */
  double answeringSeconds() {
    return answeringNanos / 1e9;
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    Optional<Recorded> found = super.find(transactionId);
    found.ifPresent(recorded -> count(List.of(recorded)));
    return found;
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    bucketRequests++;
    long start = System.nanoTime();
    List<Recorded> answer = super.bucket(bucket);
    answeringNanos += System.nanoTime() - start;
    return count(answer);
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    blockRequests++;
    long start = System.nanoTime();
    List<Recorded> answer = super.blocks(fromHeight, toHeight);
    answeringNanos += System.nanoTime() - start;
    return count(answer);
  }

  private List<Recorded> count(List<Recorded> answer) {
    for (Recorded recorded : answer) {
      bytes += recorded.bytes().size() + recorded.event().size();
      bytes += recorded.signatures().size() * AGGREGATE_BYTES;
    }
    return answer;
  }
}
