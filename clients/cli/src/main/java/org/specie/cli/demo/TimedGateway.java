package org.specie.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;

/** The way to the ledger with a stopwatch: how long submissions took, and what came of the last. */
final class TimedGateway implements LedgerGateway {
  private final LedgerGateway real;
  private long submittedNanos;
  private Optional<Recorded> last = Optional.empty();

  TimedGateway(LedgerGateway real) {
    this.real = real;
  }

  /** Time spent in submissions so far. */
  synchronized long submittedNanos() {
    return submittedNanos;
  }

  /** The last transaction that became final. */
  synchronized Recorded last() {
    return last.orElseThrow();
  }

  @Override
  public Parameters parameters() {
    return real.parameters();
  }

  @Override
  public Tip tip() throws IOException {
    return real.tip();
  }

  @Override
  public Directory operators() throws IOException {
    return real.operators();
  }

  @Override
  public Account account(Address address) throws IOException {
    return real.account(address);
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    return real.find(transactionId);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    return real.bucket(bucket);
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    return real.blocks(fromHeight, toHeight);
  }

  @Override
  public Outcome submit(ByteString transaction) throws IOException {
    long before = System.nanoTime();
    Outcome outcome = real.submit(transaction);
    long took = System.nanoTime() - before;
    synchronized (this) {
      submittedNanos += took;
      if (outcome instanceof Outcome.Final(Recorded recorded)) {
        last = Optional.of(recorded);
      }
    }
    return outcome;
  }
}
