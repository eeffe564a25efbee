package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.node.home.MemoryHome;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Many threads submit what spends one state. */
@Timeout(120)
final class DoubleSpendTest {
  private static final int THREADS = 24;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestNetwork world;
  private Person ana;
  private Person ben;

  @BeforeEach
  void open() throws IOException {
    world = new TestNetwork(8, new MemoryHome());
    ana = new Person(world, "ana");
    ben = new Person(world, "ben");
    ana.settleIn("100.00");
    ana.load("100.00");
    ben.enrol();
  }

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    world.close();
  }

  private List<Outcome> submitAll(List<ByteString> submissions)
      throws InterruptedException, ExecutionException {
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (ByteString each : submissions) {
      tasks.add(() -> world.gateway().submit(each));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> future : threads.invokeAll(tasks)) {
      outcomes.add(future.get());
    }
    return outcomes;
  }

  private static ByteString bytes(StateProver.Made made) {
    return CashTransaction.of(made.transaction()).encode();
  }

  private long appliedSince(long height) throws IOException {
    return world.gateway().blocks(height + 1, world.gateway().tip().height()).stream()
        .filter(recorded -> recorded.code() == 0)
        .count();
  }

  @Test
  @Requirement("D1")
  @Property("P4")
  void ofManyPaymentsFromOneStateExactlyOneIsApplied() throws Exception {
    long before = world.gateway().tip().height();
    List<StateProver.Made> payments = new ArrayList<>();
    List<ByteString> submissions = new ArrayList<>();
    for (int i = 0; i < THREADS / 3; i++) {
      payments.add(ana.payment(ben, "60.00"));
      for (int copy = 0; copy < 3; copy++) {
        submissions.add(bytes(payments.getLast()));
      }
    }
    List<Outcome> outcomes = submitAll(submissions);
    List<Recorded> applied = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Final(Recorded recorded) -> {
          assertThat(recorded.code()).isIn(0, PrivateReason.NULLIFIER_SPENT.code());
          if (recorded.code() == 0) {
            applied.add(recorded);
          }
        }
        case Outcome.NotAdmitted(var reason) ->
            assertThat(reason).isEqualTo(PrivateReason.NULLIFIER_SPENT);
      }
    }
    assertThat(applied).isNotEmpty();
    assertThat(applied.stream().distinct()).hasSize(1);
    assertThat(appliedSince(before)).isEqualTo(1);
    StateProver.Made winner =
        payments.stream()
            .filter(each -> bytes(each).equals(applied.getFirst().bytes()))
            .findFirst()
            .orElseThrow();
    ana.accept(winner.successor(), applied.getFirst());
    ben.claim(winner.transaction(), applied.getFirst());
    assertThat(ana.state().balance()).isEqualTo(Amount.parse("40.00"));
    assertThat(ben.state().balance()).isEqualTo(Amount.parse("60.00"));
  }

  @Test
  @Requirement("D1")
  void theSameBytesAreAnsweredAlikeHoweverOftenTheyCome() throws Exception {
    long before = world.gateway().tip().height();
    ByteString bytes = bytes(ana.payment(ben, "10.00"));
    List<ByteString> copies = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      copies.add(bytes);
    }
    List<Outcome> outcomes = submitAll(copies);
    assertThat(outcomes.stream().distinct()).hasSize(1);
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Final.class);
    assertThat(world.gateway().submit(bytes)).isEqualTo(outcomes.getFirst());
    assertThat(appliedSince(before)).isEqualTo(1);
  }
}
