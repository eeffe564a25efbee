package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.local.LocalEngine;
import org.specie.ledger.local.LocalEngineConfig;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.testkit.processes.Cost;
import org.specie.quality.testkit.processes.OpaqueApplication;
import org.specie.quality.testkit.processes.OpaqueRequest;
import org.specie.quality.testkit.processes.Operation;
import org.specie.quality.testkit.processes.Plant;

/**
 * The ceiling: the same application under the same closed loops on the engine of one process,
 * without a network and with one verification of each signature.
 */
final class LocalBaseline {
  private static final double WARM_UP_SECONDS_MAX = 15;

  private final LedgerBench.Plan plan;

  LocalBaseline(LedgerBench.Plan plan) {
    this.plan = plan;
  }

  List<LedgerResult.Row> run() throws IOException {
    OperatorKey key = OperatorKey.generate(Plant.ENTROPY);
    Genesis genesis =
        new Genesis(
            "baseline",
            Plant.CLOCK.epochSeconds(),
            OperatorSet.replicated(0, List.of(key.operator("operator")), 0, 0),
            ByteString.utf8("opaque requests"));
    try (LocalEngine engine =
        LocalEngine.create(
            genesis,
            List.of(key),
            Plant.CLOCK,
            new MemoryStorage(),
            LocalEngineConfig.defaults())) {
      CommitWatch watch = new CommitWatch();
      engine.onCommit(watch);
      engine.start(new OpaqueApplication(genesis, new MemoryStorage(), OpaqueRequest.CLIENTS_MAX));
      load(engine, watch, 32, Math.min(plan.warmUpSecondsMax(), WARM_UP_SECONDS_MAX));
      List<LedgerResult.Row> rows = new ArrayList<>();
      for (int clients : plan.clients()) {
        rows.add(load(engine, watch, clients, plan.seconds()));
      }
      return rows;
    }
  }

  private static LedgerResult.Row load(
      LocalEngine engine, CommitWatch watch, int clients, double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Cost before = Cost.ofThisProcess();
    Histogram histogram = new Histogram(System.nanoTime());
    CountDownLatch done = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      int client = i;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  loop(engine, watch, client, end, histogram);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the baseline was measured", e);
    }
    histogram.end(System.nanoTime());
    Cost used = Cost.ofThisProcess().minus(before);
    return LedgerBench.row(
        clients, histogram, Use.of(List.of(used), Duration.ZERO, Cost.NONE, histogram.count()));
  }

  private static void loop(
      LocalEngine engine, CommitWatch watch, int client, long end, Histogram histogram) {
    Ed25519SecretKey key = OpaqueRequest.key(client);
    while (System.nanoTime() < end) {
      long sent = System.nanoTime();
      Transaction transaction = OpaqueRequest.make(client, sent, new Operation.Count(), key);
      try (CommitWatch.Watch watching = watch.watch(transaction.id())) {
        engine.submit(transaction);
        watching.inclusion().toCompletableFuture().join();
      }
      long now = System.nanoTime();
      histogram.add(now, now - sent);
    }
  }
}
