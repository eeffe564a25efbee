package org.specie.cash.application;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;

/**
 * Four operators after a real key generation; two of them make a signature, until it is handed on.
 */
final class Operators {
  private static final int COUNT = 4;

  final PsThresholdKey key;
  List<PsKeyShare> shares;
  private PsAggregator aggregator;
  private int threshold = 2;
  private final String name;

  Operators(String name, Entropy entropy) {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forSignatures(
                Hash32.sha256(ByteString.utf8(name)), COUNT, 2, Suite.ATTRIBUTES),
            entropy);
    this.name = name;
    this.key = ceremony.key().signatureKey();
    this.shares = ceremony.shares().stream().map(share -> share.signatureShare()).toList();
    this.aggregator = new PsAggregator(key);
  }

  /** Who signs blocks, three of four. */
  OperatorSet seats() {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      seats.add(key(i).operator("operator " + i));
    }
    return new OperatorSet(seats, 3);
  }

  /** From now on others sign outputs, with their {@code shares} of {@code key}. */
  void handOver(PsThresholdKey key, List<PsKeyShare> shares) {
    this.shares = List.copyOf(shares);
    this.aggregator = new PsAggregator(key);
    this.threshold = key.threshold();
  }

  /** The key with which operator {@code i}, from 0, signs blocks. */
  OperatorKey key(int i) {
    ByteString seed = ByteString.utf8(name + " operator " + i);
    return OperatorKey.fromSeed(Hash32.sha256(seed).bytes().toByteArray());
  }

  /** What the owner of the openings makes of two operators' shares. */
  PsSignature sign(SigningRequest request, List<Scalar> message, List<Scalar> blindings) {
    List<PartialSignature> signed =
        shares.stream().skip(1).limit(threshold).map(share -> share.sign(request)).toList();
    return switch (aggregator.obtain(request, message, blindings, signed)) {
      case Aggregation.Complete<PsSignature> complete -> complete.result();
      case Aggregation.TooFew<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.InvalidIndices<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.WrongOpening<PsSignature> other -> throw new AssertionError(other);
    };
  }
}
