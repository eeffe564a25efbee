package org.specie.quality.bench.ledger;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.processes.OpaqueRequest;
import org.specie.quality.testkit.processes.Operation;

/**
 * What the clients' signatures cost where each is made once and verified by every replica, alone,
 * one after the other, with the product's own code: no ledger that does so is faster on these
 * cores.
 *
 * @param signMicros processor time of one signature
 * @param verifyMicros of one verification
 * @param replicas that verify it
 * @param cores of this machine
 */
record Signatures(double signMicros, double verifyMicros, int replicas, int cores) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 31;
  private static final int WARM_UPS = 15;
  private static final int A_ROUND = 400;

  static Signatures measure(int replicas) {
    Ed25519SecretKey key = OpaqueRequest.key(0);
    Ed25519PublicKey known = key.publicKey();
    Transaction made = OpaqueRequest.make(0, 1, new Operation.Count(), key);
    OpaqueRequest request = OpaqueRequest.read(made).orElseThrow();
    double sign = micros(() -> key.sign(request.signed()));
    double verify =
        micros(
            () -> {
              if (!known.verify(request.signed(), request.signature())) {
                throw new InvariantViolation("an honest signature holds");
              }
            });
    return new Signatures(sign, verify, replicas, Runtime.getRuntime().availableProcessors());
  }

  /** The median round's processor time for one. */
  private static double micros(Runnable work) {
    double[] rounds = new double[ROUNDS];
    for (int i = -WARM_UPS; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int j = 0; j < A_ROUND; j++) {
        work.run();
      }
      if (i >= 0) {
        rounds[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / A_ROUND;
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Processor time of all for one request. */
  double micros() {
    return signMicros + replicas * verifyMicros;
  }

  /** Requests a second if all cores did nothing else. */
  double perSecond() {
    return cores * 1e6 / micros();
  }

  Map<String, Object> toDocument(double reached) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("sign_us", LedgerResult.rounded(signMicros));
    document.put("verify_us", LedgerResult.rounded(verifyMicros));
    document.put("tps_at_most", LedgerResult.rounded(perSecond()));
    document.put("ratio", LedgerResult.rounded(reached / perSecond()));
    return document;
  }
}
