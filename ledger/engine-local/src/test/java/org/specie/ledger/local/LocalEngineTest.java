package org.specie.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.ledger.local.CounterApplication.say;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Subscription;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

@Timeout(60)
class LocalEngineTest {
  private final OperatorKey key = OperatorKey.fromSeed(new byte[32]);
  private final Genesis genesis =
      new Genesis(
          "test", 1_000, new OperatorSet(List.of(key.operator("a")), 1), ByteString.utf8("x"));
  private final AtomicLong now = new AtomicLong(2_000);
  private final MemoryStorage storage = new MemoryStorage();
  private final MemoryStorage appStorage = new MemoryStorage();
  private final CommitWatch watch = new CommitWatch();
  private LocalEngine engine;
  private CounterApplication application;

  @BeforeEach
  void start() throws IOException {
    start(LocalEngineConfig.defaults());
  }

  @Test
  void makesTheHeightsThatOpenWorkWaitsForAndNoOthers() throws Exception {
    engine.close();
    LocalEngineConfig it = LocalEngineConfig.defaults();
    start(
        new LocalEngineConfig(
            it.pendingMax(),
            it.pendingBytesMax(),
            it.blockTransactionsMax(),
            it.blockBytesMax(),
            1));
    long last = Activation.lastHeight(1);
    CountDownLatch reached = new CountDownLatch((int) last);
    engine.onCommit(block -> reached.countDown());
    OperatorSet next = OperatorSet.replicated(1, List.of(key.operator("b")), 0, 0);
    execute(CounterApplication.change(next));
    reached.await();
    execute(say("after"));
    assertThat(engine.status().height()).isEqualTo(last + 1);
    assertThat(application.membership()).isEqualTo(Membership.unchanged(next));
  }

  private void start(LocalEngineConfig config) throws IOException {
    engine = LocalEngine.create(genesis, List.of(key), now::get, storage, config);
    engine.onCommit(watch);
    application = new CounterApplication(appStorage);
    engine.start(application);
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
  }

  private static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException {
    return stage.toCompletableFuture().get();
  }

  private CommitWatch.Inclusion execute(Transaction transaction)
      throws InterruptedException, ExecutionException {
    CompletionStage<CommitWatch.Inclusion> inclusion = watch.watch(transaction.id()).inclusion();
    assertThat(await(engine.submit(transaction)).isAdmitted()).isTrue();
    return await(inclusion);
  }

  @Test
  @Requirement("E6")
  void commitsWhatIsSubmittedInACertifiedBlock() throws Exception {
    CommitWatch.Inclusion inclusion = execute(say("hello"));

    assertThat(inclusion.result().isApplied()).isTrue();
    assertThat(application.count("hello")).isEqualTo(1);
    CommittedBlock committed = inclusion.block();
    assertThat(committed.block().header().epochSeconds()).isEqualTo(2_000);
    assertThat(
            new CertificateVerifier(genesis)
                .verify(
                    committed.block().header(),
                    engine.certificate(committed.block().height()).orElseThrow())
                .isAccepted())
        .isTrue();
    assertThat(new ChainVerifier(genesis).verify(engine.blocks(), BlockAuditor.none()))
        .isEqualTo(new ChainVerdict.Sound(committed.block().header()));
  }

  @Test
  void aRefusedExecutionIsAResultAndTheLedgerGoesOn() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(execute(say("again")).result().isApplied()).isTrue();
    }
    assertThat(execute(say("again")).result().code()).isEqualTo(CounterApplication.SAID_TOO_OFTEN);
    assertThat(execute(say("other")).result().isApplied()).isTrue();
    assertThat(application.count("again")).isEqualTo(3);
  }

  @Test
  void passesOnTheApplicationsAdvisoryRefusal() throws Exception {
    assertThat(await(engine.submit(say("unspeakable"))))
        .isEqualTo(new Admission.Refused(LedgerRefusal.PROOF_INVALID));
  }

  @Test
  void makesAnEmptyBlockThatCarriesTimeAndNeverRunsItBack() throws Exception {
    now.set(5_000);
    CommittedBlock later = await(engine.produceBlock());
    assertThat(later.block().transactions()).isEmpty();
    assertThat(later.block().header().epochSeconds()).isEqualTo(5_000);
    now.set(4_000);
    assertThat(await(engine.produceBlock()).block().header().epochSeconds()).isEqualTo(5_000);
  }

  @Test
  void refusesWhatItHasNoRoomForAndOrdersTheRest() throws Exception {
    engine.close();
    start(new LocalEngineConfig(3, Transaction.BYTES_MAX, 2, Transaction.BYTES_MAX, 100));
    CountDownLatch isHeld = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    List<Integer> sizes = new ArrayList<>();
    Subscription holding =
        engine.onCommit(
            block -> {
              sizes.add(block.block().transactions().size());
              isHeld.countDown();
              awaitQuietly(mayGoOn);
            });
    await(engine.submit(say("first")));
    isHeld.await();
    CompletionStage<CommitWatch.Inclusion> last = watch.watch(say("d").id()).inclusion();
    for (String word : List.of("b", "c", "d")) {
      assertThat(await(engine.submit(say(word))).isAdmitted()).isTrue();
    }
    assertThat(await(engine.submit(say("e"))))
        .isEqualTo(new Admission.Refused(LedgerRefusal.MEMPOOL_FULL));
    assertThat(engine.status().pending()).isEqualTo(3);
    mayGoOn.countDown();
    await(last);
    engine.close();
    holding.close();
    assertThat(sizes).containsExactly(1, 2, 1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void continuesWhereItWasClosed() throws Exception {
    execute(say("before"));
    long height = engine.status().height();
    engine.close();
    engine.close();
    assertThat(engine.status().phase()).isEqualTo(Phase.CLOSED);
    assertThat(await(engine.submit(say("late"))))
        .isEqualTo(new Admission.Refused(LedgerRefusal.ENGINE_STOPPED));
    CompletionStage<CommittedBlock> late = engine.produceBlock();
    assertThatThrownBy(() -> await(late)).hasCauseInstanceOf(IOException.class);

    start(LocalEngineConfig.defaults());
    assertThat(execute(say("after")).block().block().height()).isEqualTo(height + 1);
    assertThat(application.count("before")).isEqualTo(1);
  }

  @Test
  void aBugInTheApplicationStopsTheEngineAndIsNotCommitted() throws Exception {
    CompletionStage<CommitWatch.Inclusion> inclusion = watch.watch(say("bug").id()).inclusion();
    await(engine.submit(say("bug")));
    joinAfterFailure();

    assertThat(engine.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(engine.status().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("bug"));
    assertThat(engine.status().height()).isZero();
    assertThat(inclusion.toCompletableFuture().isDone()).isFalse();
    assertThat(await(engine.submit(say("next"))))
        .isEqualTo(new Admission.Refused(LedgerRefusal.ENGINE_STOPPED));
  }

  /** Whoever asked for the block that failed is told, which is when the engine has stopped. */
  private void joinAfterFailure() {
    CompletionStage<CommittedBlock> asked = engine.produceBlock();
    assertThatThrownBy(() -> await(asked)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void oneWhoStopsWatchingLeavesTheOthersTheirWatch() throws Exception {
    CommitWatch.Watch leaving = watch.watch(say("same").id());
    CommitWatch.Watch staying = watch.watch(say("same").id());
    leaving.close();
    leaving.close();
    assertThat(watch.size()).isEqualTo(1);
    assertThat(await(engine.submit(say("same"))).isAdmitted()).isTrue();
    assertThat(await(staying.inclusion()).result().isApplied()).isTrue();
    staying.close();
    watch.watch(say("never").id()).close();
    assertThat(watch.size()).isZero();
  }
}
