package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Bulletproofs++ (Eagen, Kanjalkar, Ruffing, Nick, Eurocrypt 2024, ePrint 2022/510): the aggregated
 * reciprocal range proof in base 16 with the weighted norm-linear argument, in the form of
 * docs/spec/03b. A value is twelve hexadecimal digits; all digits of all claims share one table of
 * multiplicities. Of m claims the norm vector has 16 + 12·m elements; it is halved {@link #ROUNDS}
 * times and the rest is sent, because a scalar costs a verifier nothing and a point costs a
 * multiplication.
 *
 * <p>Verification is variable time over public data. Proving is variable time in the multi-scalar
 * multiplications and belongs on the owner's device. Immutable and thread-safe.
 */
public final class BulletproofPlusPlus implements RangeProofSystem {
  /** Halvings of the vectors; docs/spec/03b, clause 3b.12 weighs points against scalars. */
  static final int ROUNDS = 2;

  private final BulletproofPlusPlusBases bases;
  private final int claimsMax;
  private final int rounds;
  private final Hash32 parameters;

  private BulletproofPlusPlus(
      BulletproofPlusPlusBases bases, int claimsMax, int rounds, ByteString dst) {
    this.bases = bases;
    this.claimsMax = claimsMax;
    this.rounds = rounds;
    Transcript hash = new Transcript("specie/bulletproofs++/v1");
    hash.append("dst", dst);
    hash.append("bits", BulletproofPlusPlusShape.BITS);
    hash.append("radix", BulletproofPlusPlusShape.RADIX);
    hash.append("rounds", rounds);
    hash.append("value", bases.value().point());
    hash.append("blinding", bases.linear().getFirst().point());
    this.parameters = hash.hash();
  }

  /**
   * A system for up to {@code claimsMax} claims over commitments v·{@code value} + rho·{@code
   * blinding}. Adds 19 + 12·claimsMax bases, hashed to the curve under {@code dst}.
   */
  public static BulletproofPlusPlus create(
      BaseSet.Builder builder, Base value, Base blinding, ByteString dst, int claimsMax) {
    return create(builder, value, blinding, dst, claimsMax, ROUNDS);
  }

  static BulletproofPlusPlus create(
      BaseSet.Builder builder,
      Base value,
      Base blinding,
      ByteString dst,
      int claimsMax,
      int rounds) {
    Check.that(0 < claimsMax && claimsMax <= 64, "a proof has 1 to 64 claims");
    Check.that(0 <= rounds && rounds <= 4, "the shortest vector can be halved four times");
    return new BulletproofPlusPlus(
        BulletproofPlusPlusBases.derive(builder, value, blinding, dst, claimsMax),
        claimsMax,
        rounds,
        dst);
  }

  @Override
  public int bits() {
    return BulletproofPlusPlusShape.BITS;
  }

  @Override
  public int claimsMax() {
    return claimsMax;
  }

  @Override
  public int proofSize(int claims) {
    Check.that(0 < claims && claims <= claimsMax, "as many claims as this system proves");
    return BulletproofPlusPlusProof.size(new BulletproofPlusPlusShape(claims, rounds));
  }

  @Override
  public ByteString prove(
      List<Claim> claims, List<Opening> openings, Transcript transcript, Entropy entropy) {
    Check.that(
        !claims.isEmpty() && claims.size() <= claimsMax, "as many claims as this system proves");
    var witness = BulletproofPlusPlusWitness.of(bases, claims, openings);
    ByteString proof = prove(claims, witness, transcript, entropy);
    Check.that(proof.size() == proofSize(claims.size()), "a proof of the announced size");
    return proof;
  }

  /** Proves with a witness nobody has checked. */
  ByteString prove(
      List<Claim> claims,
      BulletproofPlusPlusWitness witness,
      Transcript transcript,
      Entropy entropy) {
    var schedule = new BulletproofPlusPlusChallenges.Schedule(transcript, parameters, claims);
    var prover = new BulletproofPlusPlusProver(bases, witness, schedule.fork(), entropy);
    G1 digits = prover.commitDigits();
    Scalar e = schedule.afterDigits(digits);
    G1 reciprocals = prover.commitReciprocals(e);
    var constraint = schedule.afterReciprocals(reciprocals);
    G1 blinding = prover.commitBlinding(constraint);
    Scalar t = schedule.afterBlinding(blinding);
    BulletproofPlusPlusNormArgument argument = prover.open(constraint, t);
    List<BulletproofPlusPlusProof.Fold> folds = new ArrayList<>();
    for (int k = 0; k < rounds; k++) {
      BulletproofPlusPlusProof.Fold fold = argument.commit();
      folds.add(fold);
      argument.fold(schedule.afterFold(fold));
    }
    var proof =
        new BulletproofPlusPlusProof(
            digits, reciprocals, blinding, folds, argument.linear(), argument.norm());
    schedule.end(proof);
    return proof.encode();
  }

  @Override
  public boolean accumulate(
      List<Claim> claims, ByteString proof, Transcript transcript, Scalar weight, TermSink sink) {
    if (claims.isEmpty() || claims.size() > claimsMax) {
      return false;
    }
    BulletproofPlusPlusProof decoded;
    try {
      decoded =
          BulletproofPlusPlusProof.decode(
              proof, new BulletproofPlusPlusShape(claims.size(), rounds));
    } catch (MalformedInput refused) {
      return false;
    }
    var schedule = new BulletproofPlusPlusChallenges.Schedule(transcript, parameters, claims);
    var challenges = BulletproofPlusPlusChallenges.draw(schedule, decoded);
    return BulletproofPlusPlusVerifier.add(bases, claims, decoded, challenges, weight, sink);
  }

  BulletproofPlusPlusBases bases() {
    return bases;
  }

  /** The hash every transcript of this system starts with. */
  Hash32 parameters() {
    return parameters;
  }
}
