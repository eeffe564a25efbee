package org.specie.quality.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.MultiSignatureSigner;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.sbft.verification.EpochSecrets;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.quality.requirements.Requirement;

/** Replicas of 4 to 13 operators in this process, with real engines, logs and TLS between them. */
class ManyReplicasTest {
  private static final long SECONDS_MAX = 90;
  private static final int REQUESTS = 10;
  private static final int LIAR = 900;

  private final BlockingQueue<TransactionResult> answers = new LinkedBlockingQueue<>(10_000);

  /** A key that is not the operator's signs every share and every message. */
  private static Keyring lying(int number) {
    return operators ->
        Optional.of(
            new EpochSecrets(
                Plant.key(LIAR),
                new MultiSignatureSigner(number, Plant.key(LIAR)),
                new MultiSignatureSigner(number, Plant.key(LIAR)),
                new MultiSignatureSigner(number, Plant.key(LIAR))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  @Requirement({"D3", "D4"})
  void commitsWithFaultyMembersAndHaltsWithoutForkingWhenOneMoreCrashes(
      int faults, @TempDir Path folder) throws Exception {
    Plant plant = Plant.found(folder, faults);
    int size = 3 * faults + 1;
    List<Replica> honest = new ArrayList<>();
    List<Replica> liars = new ArrayList<>();
    try (ClientLinks clients =
        new ClientLinks(plant, answer -> answer.results().forEach(answers::offer))) {
      // The first of the faulty is the first primary; every other one is silent from the start.
      for (int i = 0; i < size; i++) {
        if (i >= faults) {
          honest.add(Replica.start(plant, i, false, Keyring.ofMultiSignatures(Plant.key(i))));
        } else if (i % 2 == 0) {
          liars.add(Replica.start(plant, i, false, lying(i)));
        }
      }
      for (int i = faults; i < size; i++) {
        assertThat(clients.dial(i)).isEmpty();
      }
      for (int i = 1; i <= REQUESTS; i++) {
        demand(clients, i, faults + i % (size - faults));
      }
      await(
          () -> honest.stream().map(each -> each.sight().height()).distinct().count() == 1,
          "all honest replicas at one height");

      honest.removeLast().close();
      Transaction vain = request(REQUESTS + 1);
      assertThat(clients.offer(faults, vain)).isTrue();
      // They miss it, ask for another primary, and get none.
      String crashed = Plant.name(size - 1);
      await(
          () ->
              honest.stream()
                  .noneMatch(each -> each.engine().replicaStatus().connected().contains(crashed)),
          "the others to notice");
      // A request that was repeated may be answered twice; this one must not be at all.
      assertThat(isAnsweredWithinSeconds(2, vain)).isFalse();

      assertThat(heads(honest)).hasSize(1);
    } finally {
      for (Replica each : honest) {
        each.close();
      }
      for (Replica each : liars) {
        each.close();
      }
    }
  }

  private static Transaction request(int number) {
    return OpaqueRequest.make(1, number, new Operation.Write(1, number), OpaqueRequest.key(1));
  }

  private void demand(ClientLinks clients, int number, int home) throws InterruptedException {
    Transaction transaction = request(number);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    int to = home;
    while (System.nanoTime() < end) {
      clients.offer(to, transaction);
      TransactionResult result = answers.poll(3, TimeUnit.SECONDS);
      if (result != null && result.transactionId().equals(transaction.id())) {
        assertThat(result.isApplied()).isTrue();
        return;
      }
      to++;
    }
    throw new AssertionError("request " + number + " was not answered in " + SECONDS_MAX + " s");
  }

  private boolean isAnsweredWithinSeconds(long seconds, Transaction transaction)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      TransactionResult result = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (result != null && result.transactionId().equals(transaction.id())) {
        return true;
      }
    }
    return false;
  }

  private static Set<Hash32> heads(List<Replica> replicas) throws IOException {
    Set<Hash32> heads = new HashSet<>();
    for (Replica replica : replicas) {
      ByteString block =
          replica.engine().blocks().block(replica.engine().blocks().height()).orElseThrow();
      heads.add(Hash32.sha256(block));
    }
    return heads;
  }

  private static void await(BooleanSupplier isThere, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!isThere.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain for %s", what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
