package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.range.RangeProofSystem;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * A transaction whose form has been checked and whose equations wait to be: alone, or in a batch.
 * It also carries what the ledger needs of it: nullifiers in canonical form and what operators sign
 * once it is applied.
 */
public final class PreparedTransaction implements BatchStatement {
  /** The aggregated range proof, to be continued from the transcript of the sigma proof. */
  record RangeCheck(
      RangeProofSystem system,
      List<RangeProofSystem.Claim> claims,
      ByteString proof,
      Transcript transcript) {}

  private final List<ByteString> nullifiers;
  private final List<SigningRequest> outputs;
  private final List<ShownCredential> shows;
  private final SigmaVerifier sigma;
  private final Optional<RangeCheck> range;

  PreparedTransaction(
      List<ByteString> nullifiers,
      List<SigningRequest> outputs,
      List<ShownCredential> shows,
      SigmaVerifier sigma,
      Optional<RangeCheck> range) {
    this.nullifiers = List.copyOf(nullifiers);
    this.outputs = List.copyOf(outputs);
    this.shows = List.copyOf(shows);
    this.sigma = sigma;
    this.range = range;
  }

  /** Canonical nullifiers (48 bytes each) the transaction consumes, distinct. */
  public List<ByteString> nullifiers() {
    return nullifiers;
  }

  /**
   * What operators sign, by output index: the state if there is one, then the coin if there is one.
   */
  public List<SigningRequest> outputs() {
    return outputs;
  }

  @Override
  public boolean accumulate(PairingSink sink, Weights weights) {
    for (ShownCredential show : shows) {
      show.accumulate(sink, weights.next());
    }
    sigma.accumulate(weights, sink);
    return range.isEmpty()
        || range
            .get()
            .system()
            .accumulate(
                range.get().claims(),
                range.get().proof(),
                range.get().transcript().fork(),
                weights.next(),
                sink);
  }

  /** Whether every equation holds, each checked on its own: the reference for the batch. */
  public boolean verifyNaively() {
    if (!shows.stream().allMatch(ShownCredential::verifyNaively) || !sigma.verifyNaively()) {
      return false;
    }
    if (range.isEmpty()) {
      return true;
    }
    RangeCheck check = range.get();
    try (NaiveSum sum = new NaiveSum()) {
      return check
              .system()
              .accumulate(check.claims(), check.proof(), check.transcript().fork(), Scalar.ONE, sum)
          && sum.isZero();
    }
  }
}
