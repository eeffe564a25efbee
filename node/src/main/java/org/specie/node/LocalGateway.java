package org.specie.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.transaction.FormReason;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.ledger.local.LocalEngine;
import org.specie.node.signing.SignatureArchive;
import org.specie.node.signing.SigningThread;

/**
 * The gateway of a network in this process. A submission takes its caller's thread through the
 * check before ordering, where proofs of all callers are verified together, and waits until the
 * block is final and its outputs are signed. More than {@link #SUBMISSIONS_MAX} at a time are
 * turned away, so that a flood costs its senders and not the ledger.
 */
final class LocalGateway implements LedgerGateway {
  /** Submissions under way at one time. */
  static final int SUBMISSIONS_MAX = 4096;

  /** How often a waiting caller looks whether the engine still runs. */
  private static final long LOOK_MS = 200;

  private final LocalEngine engine;
  private final LedgerReader reader;
  private final CommitWatch watch;
  private final SigningThread signing;
  private final SignatureArchive archive;
  private final Semaphore submissions = new Semaphore(SUBMISSIONS_MAX);
  private volatile boolean isClosed;

  LocalGateway(
      LocalEngine engine,
      LedgerReader reader,
      CommitWatch watch,
      SigningThread signing,
      SignatureArchive archive) {
    this.engine = engine;
    this.reader = reader;
    this.watch = watch;
    this.signing = signing;
    this.archive = archive;
  }

  @Override
  public Parameters parameters() {
    return reader.parameters();
  }

  @Override
  public Tip tip() throws IOException {
    return reader.tip();
  }

  @Override
  public Directory operators() throws IOException {
    return reader.operators();
  }

  @Override
  public Optional<EscrowThresholdKey> escrowKey() throws IOException {
    return reader.escrowKey();
  }

  @Override
  public Account account(Address address) throws IOException {
    return reader.account(address);
  }

  @Override
  public Policy policy() {
    return reader.policy();
  }

  @Override
  public Optional<Standing> entry(Hash32 name) throws IOException {
    return reader.entry(name);
  }

  @Override
  public Optional<SealedPayment> sealedPayment(Hash32 core) throws IOException {
    return reader.sealedPayment(core);
  }

  @Override
  public Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException {
    return reader.offlineFloat(issuer);
  }

  @Override
  public Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference)
      throws IOException {
    return reader.loaded(issuer, from, reference);
  }

  @Override
  public Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException {
    return reader.redeemed(issuer, reference);
  }

  /** The state is this node's own, so there is none that is later. */
  @Override
  public Optional<Listing> provider(ProviderName name, long notBefore) throws IOException {
    return Optional.of(reader.provider(name));
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    return reader.find(transactionId);
  }

  @Override
  public Optional<TransactionProof> prove(Hash32 transactionId, long height) throws IOException {
    return reader.prove(transactionId, height);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    return reader.bucket(bucket);
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    return reader.blocks(fromHeight, toHeight);
  }

  @Override
  public Outcome submit(ByteString bytes) throws IOException {
    if (!Transaction.fits(bytes)) {
      return new Outcome.NotAdmitted(FormReason.WRONG_SIZE);
    }
    if (isClosed) {
      return new Outcome.NotAdmitted(LedgerRefusal.ENGINE_STOPPED);
    }
    if (!submissions.tryAcquire()) {
      return new Outcome.NotAdmitted(LedgerRefusal.MEMPOOL_FULL);
    }
    try (CommitWatch.Watch inclusion = watch.watch(new Transaction(bytes).id())) {
      return submit(new Transaction(bytes), inclusion);
    } finally {
      submissions.release();
    }
  }

  private Outcome submit(Transaction transaction, CommitWatch.Watch watching) throws IOException {
    Optional<Outcome> before = applied(transaction.id());
    if (before.isPresent()) {
      return before.get();
    }
    return switch (await(engine.submit(transaction))) {
      case Admission.Refused(var reason) ->
          // The same bytes may have been applied while these were checked.
          applied(transaction.id()).orElseGet(() -> new Outcome.NotAdmitted(reason));
      case Admission.Admitted _ -> included(await(watching.inclusion()));
    };
  }

  private Optional<Outcome> applied(Hash32 transactionId) throws IOException {
    Optional<Recorded> known = reader.find(transactionId);
    if (known.isEmpty() || known.get().code() != 0) {
      return Optional.empty();
    }
    signing.awaitSigned(known.get().height());
    return Optional.of(new Outcome.Final(reader.find(transactionId).orElseThrow()));
  }

  private Outcome included(CommitWatch.Inclusion inclusion) throws IOException {
    Block block = inclusion.block().block();
    signing.awaitSigned(block.height());
    Transaction transaction = block.transactions().get(inclusion.index());
    return new Outcome.Final(
        new Recorded(
            transaction.id(),
            block.height(),
            inclusion.index(),
            block.header().epochSeconds(),
            transaction.bytes(),
            inclusion.result().code(),
            inclusion.result().event(),
            archive.of(block.height(), inclusion.index())));
  }

  long passTime() throws IOException {
    long height = await(engine.produceBlock()).block().height();
    signing.awaitSigned(height);
    return height;
  }

  private <T> T await(CompletionStage<T> stage) throws IOException {
    var future = stage.toCompletableFuture();
    try {
      while (true) {
        try {
          return future.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          requireRunning();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the ledger");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException environment) {
        throw new IOException(environment.getMessage(), environment);
      }
      throw new InvariantViolation("the ledger failed", e);
    }
  }

  private void requireRunning() throws IOException {
    if (engine.status().phase() != Phase.RUNNING) {
      throw new IOException(
          "the ledger stopped before the answer was known: "
              + engine.status().failure().orElse("it was closed")
              + "; open it again and submit the same bytes again");
    }
  }

  /**
   * Turns new submissions away and waits until those under way have their answer, which does not
   * take long once the engine is closed.
   */
  void close() {
    isClosed = true;
    submissions.acquireUninterruptibly(SUBMISSIONS_MAX);
    submissions.release(SUBMISSIONS_MAX);
  }
}
