package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.ps.SignatureBatch;
import org.specie.kernel.crypto.ps.SignatureBatch.Answer;
import org.specie.kernel.crypto.ps.SigningRequest;

/**
 * What it takes to believe the operators' signatures on the outputs of payments: each by itself,
 * many as one batch, and the bare curve operations of such a batch.
 */
final class SignatureBench {
  /**
   * Microseconds of processor time a signature.
   *
   * @param aloneMicros each by itself
   * @param batchMicros in a batch, by its size
   * @param floorMicros the bare curve operations of the batch, by its size
   */
  record Result(
      double aloneMicros, Map<Integer, Double> batchMicros, Map<Integer, Double> floorMicros) {
    Result {
      batchMicros = new TreeMap<>(batchMicros);
      floorMicros = new TreeMap<>(floorMicros);
    }
  }

  private static final List<Integer> BATCHES = List.of(2, 16, 64, 256);
  private static final int ALONE = 16;
  private static final int WARM_UPS = 3;

  private final Workload workload;
  private final Entropy entropy;
  private final int rounds;

  SignatureBench(Workload workload, Entropy entropy, int rounds) {
    this.workload = workload;
    this.entropy = entropy;
    this.rounds = rounds;
  }

  Result of(List<PreparedTransaction> payments) {
    List<Answer> answers = answers(payments);
    PsVerificationKey key = workload.key();
    SignatureBatch batch =
        new SignatureBatch(key, BatchVerifier.onOneCore(new BaseSet.Builder().build(), entropy));
    List<Answer> few = answers.subList(0, Math.min(ALONE, answers.size()));
    double alone =
        Stopwatch.cpuMicros(
                WARM_UPS,
                rounds,
                () -> few.forEach(each -> require(key.verifies(each.request(), each.signature()))))
            / few.size();
    Floor floor = new Floor(workload.suite(), entropy);
    var batched = new TreeMap<Integer, Double>();
    var bare = new TreeMap<Integer, Double>();
    for (int size : BATCHES.stream().filter(each -> each <= answers.size()).toList()) {
      List<Answer> some = answers.subList(0, size);
      int repeats = Math.max(rounds, 64 / size);
      batched.put(
          size, Stopwatch.cpuMicros(WARM_UPS, repeats, () -> require(batch.allHold(some))) / size);
      Floor.Count count = count(key, some);
      bare.put(size, Stopwatch.cpuMicros(WARM_UPS, repeats, () -> bare(floor, size, count)) / size);
    }
    return new Result(alone, batched, bare);
  }

  private List<Answer> answers(List<PreparedTransaction> payments) {
    List<SigningRequest> requests =
        payments.stream().flatMap(each -> each.outputs().stream()).toList();
    List<BlindSignature> signatures =
        PaymentFloor.aggregates(
            workload.aggregator(),
            PaymentFloor.gathered(workload, payments),
            BatchVerifier.onOneCore(new BaseSet.Builder().build(), entropy));
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      answers.add(new Answer(requests.get(i), signatures.get(i)));
    }
    return answers;
  }

  /** The terms of clause 4.8a, counted from the requests. */
  private static Floor.Count count(PsVerificationKey key, List<Answer> answers) {
    Map<G2, Integer> slots = new LinkedHashMap<>();
    Map<List<Attribute>, G2> folded = new HashMap<>();
    int full = 0;
    for (Answer answer : answers) {
      List<Attribute> attributes = answer.request().attributes();
      List<Attribute> common =
          attributes.stream().filter(Attribute.Common.class::isInstance).toList();
      // Any point does in place of the folded key, as long as there are as many of them.
      int next = folded.size();
      slots.merge(
          folded.computeIfAbsent(
              common, _ -> key.xTilde().plus(key.yTilde().getFirst().times(Scalar.of(next)))),
          1,
          Integer::sum);
      for (int j = 0; j < attributes.size(); j++) {
        switch (attributes.get(j)) {
          case Attribute.Committed _ -> slots.merge(key.yTilde().get(j), 1, Integer::sum);
          case Attribute.Common _ -> {}
          case Attribute.Public _ -> {
            full++;
            slots.merge(key.yTilde().get(j), 0, Integer::sum);
          }
        }
      }
    }
    return new Floor.Count(full, answers.size(), 0, slots);
  }

  private static void bare(Floor floor, int signatures, Floor.Count count) {
    floor.members(2 * signatures);
    floor.full(count);
    floor.weighted(count);
    floor.slots(count);
    floor.pairings(count);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new InvariantViolation("what honest operators signed verifies");
    }
  }
}
