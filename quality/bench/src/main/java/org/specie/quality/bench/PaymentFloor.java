package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.bench.ledger.payments.Floor;
import org.specie.quality.testkit.processes.OpaqueRequest;

/**
 * The cryptography that no ledger of four replicas can leave out of a private payment, on real
 * payments and with the product's own verifier, signer and aggregator.
 */
final class PaymentFloor implements Floor.Meter {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 9;
  private static final int SIGNERS = 2;

  private final Entropy entropy;

  PaymentFloor(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Floor measure(int batch) {
    Workload workload = new Workload(entropy);
    List<ByteString> payments = workload.payments(batch, _ -> {});
    int cores = Runtime.getRuntime().availableProcessors();
    BatchVerifier verifier =
        new BatchVerifier(workload.suite().bases(), entropy, ForkJoinPool.commonPool(), cores);
    List<PreparedTransaction> prepared = payments.stream().map(workload::prepare).toList();
    double verify =
        Stopwatch.processCpuMicros(
                WARM_UPS,
                ROUNDS,
                () ->
                    require(
                        verifier.allHold(
                            payments.parallelStream().map(workload::prepare).toList())))
            / batch;
    double sign =
        Stopwatch.cpuMicros(
            20,
            101,
            () -> {
              for (SigningRequest request : prepared.getFirst().outputs()) {
                var _ = workload.anOperator().sign(request);
              }
            });
    List<PsAggregator.Gathered> gathered = gathered(workload, prepared);
    double aggregate =
        Stopwatch.processCpuMicros(
                WARM_UPS, ROUNDS, () -> aggregates(workload.aggregator(), gathered, verifier))
            / batch;
    return new Floor(
        batch,
        verify,
        sign,
        aggregate,
        wallet(workload, prepared.getFirst(), gathered, verifier),
        cores);
  }

  /** Enough shares on each output of {@code payments}. */
  static List<PsAggregator.Gathered> gathered(
      Workload workload, List<PreparedTransaction> payments) {
    List<PsAggregator.Gathered> all = new ArrayList<>();
    for (PreparedTransaction payment : payments) {
      for (SigningRequest request : payment.outputs()) {
        List<PartialSignature> shares =
            workload.operators().subList(0, SIGNERS).stream()
                .map(each -> each.sign(request))
                .toList();
        all.add(new PsAggregator.Gathered(request, shares));
      }
    }
    return all;
  }

  /** The signatures that {@code gathered} make. */
  static List<BlindSignature> aggregates(
      PsAggregator aggregator, List<PsAggregator.Gathered> gathered, BatchVerifier verifier) {
    List<BlindSignature> signatures = new ArrayList<>();
    for (Aggregation<BlindSignature> each : aggregator.aggregateAll(gathered, verifier)) {
      if (!(each instanceof Aggregation.Complete<BlindSignature>(var signature, var _))) {
        throw new InvariantViolation("honest operators' shares make a signature");
      }
      signatures.add(signature);
    }
    return signatures;
  }

  /** One wallet on one core: certificate, both aggregates, and the state without its blindings. */
  private static double wallet(
      Workload workload,
      PreparedTransaction payment,
      List<PsAggregator.Gathered> gathered,
      BatchVerifier verifier) {
    int outputs = payment.outputs().size();
    List<BlindSignature> signatures =
        aggregates(workload.aggregator(), gathered.subList(0, outputs), verifier);
    SigningRequest state = payment.outputs().getFirst();
    List<Scalar> blindings =
        state.attributes().stream()
            .filter(Attribute.Committed.class::isInstance)
            .map(_ -> Scalar.ONE.plus(Scalar.ONE))
            .toList();
    Ed25519SecretKey operator = OpaqueRequest.key(0);
    ByteString header = ByteString.utf8("a header of a block, as two operators signed it");
    ByteString signed = operator.sign(header);
    return Stopwatch.cpuMicros(
        20,
        51,
        () -> {
          for (int i = 0; i < SIGNERS; i++) {
            require(operator.publicKey().verify(header, signed));
          }
          for (int i = 0; i < outputs; i++) {
            require(workload.key().verifies(payment.outputs().get(i), signatures.get(i)));
          }
          var _ = signatures.getFirst().unblind(workload.key(), state, blindings);
        });
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new InvariantViolation("what honest people made verifies");
    }
  }
}
