package org.specie.quality.bench;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.ps.SigningRequest;

/**
 * Measures creation, verification and signing of private payments, and the floor under
 * verification.
 */
final class PrivateBench {
  private static final List<Integer> BATCHES = List.of(1, 16, 64, 256);
  private static final int WARM_UPS = 2;

  private final Entropy entropy;
  private final Consumer<String> progress;
  private final int rounds;

  PrivateBench(Entropy entropy, int rounds, Consumer<String> progress) {
    this.entropy = entropy;
    this.rounds = rounds;
    this.progress = progress;
  }

  PrivateResult run(int batchMax) {
    progress.accept("generating keys and enrolling holders");
    Workload workload = new Workload(entropy);
    List<ByteString> payments =
        workload.payments(
            batchMax,
            done -> {
              if (done % 32 == 0) {
                progress.accept("creating payments " + done + "/" + batchMax);
              }
            });
    int cores = Runtime.getRuntime().availableProcessors();
    Floor floor = new Floor(workload.suite(), entropy);
    var verify = new TreeMap<Integer, Double>();
    var prepare = new TreeMap<Integer, Double>();
    var allCores = new TreeMap<Integer, Double>();
    var bare = new TreeMap<Integer, Double>();
    for (int size : BATCHES.stream().filter(s -> s <= batchMax).toList()) {
      progress.accept("verifying in batches of " + size);
      List<ByteString> batch = payments.subList(0, size);
      int repeats = Math.max(rounds, 64 / size);
      BatchVerifier oneCore = BatchVerifier.onOneCore(workload.suite().bases(), entropy);
      verify.put(
          size,
          Stopwatch.cpuMicros(WARM_UPS, repeats, () -> verify(workload, batch, oneCore, false))
              / size);
      prepare.put(
          size,
          Stopwatch.cpuMicros(WARM_UPS, repeats, () -> prepareAll(workload, batch, false)) / size);
      BatchVerifier parallel =
          new BatchVerifier(workload.suite().bases(), entropy, ForkJoinPool.commonPool(), cores);
      allCores.put(
          size,
          Stopwatch.wallMicros(WARM_UPS, repeats, () -> verify(workload, batch, parallel, true))
              / size);
      Floor.Count count = floor.count(prepareAll(workload, batch, false));
      bare.put(size, Stopwatch.cpuMicros(WARM_UPS, repeats, () -> floor.run(size, count)) / size);
    }
    progress.accept("signing, creating, verifying naively");
    PreparedTransaction one = workload.prepare(payments.getFirst());
    double sign =
        Stopwatch.cpuMicros(
            20,
            101,
            () -> {
              for (SigningRequest request : one.outputs()) {
                var _ = workload.anOperator().sign(request);
              }
            });
    double create = Stopwatch.cpuMicros(5, 31, () -> workload.pay(0)) / 1000.0;
    double naive =
        Stopwatch.cpuMicros(
            3, 15, () -> require(workload.prepare(payments.getFirst()).verifyNaively()));
    List<ByteString> profiled = payments.subList(0, Math.min(64, payments.size()));
    BatchVerifier oneCore = BatchVerifier.onOneCore(workload.suite().bases(), entropy);
    long allocated =
        Stopwatch.allocatedBytes(() -> verify(workload, profiled, oneCore, false))
            / profiled.size();
    progress.accept("verifying signatures");
    SignatureBench.Result signatures =
        new SignatureBench(workload, entropy, rounds).of(prepareAll(workload, payments, false));
    progress.accept("profiling a batch of " + profiled.size());
    return new PrivateResult(
        verify,
        allCores,
        prepare,
        bare,
        naive,
        sign,
        create,
        payments.getFirst().size(),
        allocated,
        signatures,
        new Profile(workload, entropy, rounds).of(profiled),
        cores,
        Machine.describe());
  }

  private static List<PreparedTransaction> prepareAll(
      Workload workload, List<ByteString> batch, boolean parallel) {
    var stream = parallel ? batch.parallelStream() : batch.stream();
    return stream.map(workload::prepare).toList();
  }

  private static void verify(
      Workload workload, List<ByteString> batch, BatchVerifier verifier, boolean parallel) {
    require(verifier.allHold(prepareAll(workload, batch, parallel)));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new InvariantViolation("honest payments verify");
    }
  }
}
