package org.specie.quality.bench.ledger.payments;

/**
 * The cryptography of a private payment with nothing around it, in microseconds of processor time a
 * payment. Processor time and not elapsed time, because neighbours share the machine.
 *
 * @param batch payments verified together
 * @param verifyMicros one replica verifies a batch
 * @param signMicros one operator's shares on both outputs
 * @param aggregateMicros one replica puts the shares of a batch together and verifies the
 *     aggregates
 * @param walletMicros a wallet verifies the f + 1 signatures of a certificate and both aggregates,
 *     and takes the blindings out of its new state
 * @param cores of this machine
 */
public record Floor(
    int batch,
    double verifyMicros,
    double signMicros,
    double aggregateMicros,
    double walletMicros,
    int cores) {
  /** Measures it. */
  @FunctionalInterface
  public interface Meter {
    Floor measure(int batch);
  }

  /** What all replicas spend on a payment: each verifies and aggregates, {@code signers} sign. */
  double replicasMillis(int replicas, int signers) {
    return (replicas * (verifyMicros + aggregateMicros) + signers * signMicros) / 1000;
  }

  /** The same and what the wallet spends. */
  double millis(int replicas, int signers) {
    return replicasMillis(replicas, signers) + walletMicros / 1000;
  }

  /** Payments a second if {@code millis} each are all this machine does, on all of its cores. */
  double perSecond(double millis) {
    return 1000 * cores / millis;
  }
}
