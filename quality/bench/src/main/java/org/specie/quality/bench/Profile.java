package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/** Splits the verification of a batch into its parts, each timed by itself on the same payments. */
final class Profile {
  /** One part and its CPU microseconds a payment. */
  record Part(String name, double micros) {}

  private static final int WARM_UPS = 2;

  private final Workload workload;
  private final Entropy entropy;
  private final int rounds;

  Profile(Workload workload, Entropy entropy, int rounds) {
    this.workload = workload;
    this.entropy = entropy;
    this.rounds = rounds;
  }

  /** Takes terms and forgets them: what is left is the scalar work of writing equations down. */
  private static final class Forgetting implements PairingSink {
    @Override
    public void term(G1 point, Scalar coefficient) {}

    @Override
    public void weighted(G1 point, Scalar weight) {}

    @Override
    public void base(BaseSet.Base base, Scalar coefficient) {}

    @Override
    public void pairing(G2 slot, G1 point, Scalar weight) {}

    @Override
    public void pairingTerm(G2 slot, G1 point, Scalar coefficient) {}
  }

  List<Part> of(List<ByteString> batch) {
    int size = batch.size();
    List<PreparedTransaction> prepared = batch.stream().map(workload::prepare).toList();
    Floor floor = new Floor(workload.suite(), entropy);
    Floor.Count count = floor.count(prepared);
    List<Part> parts = new ArrayList<>();
    parts.add(part("decode, on-curve checks", size, () -> batch.forEach(workload::decode)));
    parts.add(part("hash two bases to the curve", size, () -> floor.hash(size)));
    parts.add(part("clear four cofactors", size, () -> floor.clear(size)));
    double prepare =
        Stopwatch.cpuMicros(WARM_UPS, rounds, () -> batch.forEach(workload::prepare)) / size;
    double known = parts.stream().mapToDouble(Part::micros).sum();
    parts.add(new Part("transcript, serials, instances", Math.max(0, prepare - known)));
    parts.add(
        part(
            "scalars of all equations",
            size,
            () -> {
              Weights weights = new Weights(entropy);
              prepared.forEach(p -> p.accumulate(new Forgetting(), weights));
            }));
    parts.add(part("sum with full coefficients", size, () -> floor.full(count)));
    parts.add(part("sum with bare weights", size, () -> floor.weighted(count)));
    parts.add(part("sums of the pairing slots", size, () -> floor.slots(count)));
    parts.add(part("one product of pairings", size, () -> floor.pairings(count)));
    return parts;
  }

  private Part part(String name, int size, Runnable work) {
    return new Part(name, Stopwatch.cpuMicros(WARM_UPS, rounds, work) / size);
  }
}
