package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Bulletproofs+ (Chung, Han, Ju, Kim and Seo, ePrint 2020/735): aggregated range proofs of 48-bit
 * values from a weighted inner product argument, without a trusted setup. Source:
 * docs/spec/03-range-proofs.md, clauses 3.6 to 3.14.
 *
 * <p>A proof of m claims, 48·m padded to N bits, has 2·log2 N + 3 points and three scalars: 1920
 * bytes for four claims. The verifier hands its sink one term a point and a claim and 2·N + 2
 * coefficients of shared bases, which a batch adds up. Verification is variable time over public
 * data. Proving is variable time too (see {@link org.specie.kernel.crypto.bls381.G1Msm}) and
 * belongs on the owner's own device.
 */
public final class BulletproofPlus implements RangeProofSystem {
  private final BulletproofPlusBases bases;
  private final int claimsMax;

  private BulletproofPlus(BulletproofPlusBases bases, int claimsMax) {
    this.bases = bases;
    this.claimsMax = claimsMax;
  }

  /**
   * Hashes the vector bases for up to {@code claimsMax} claims to the curve and adds them to {@code
   * builder}. 100 µs a base.
   *
   * @param value the base of values, of the same builder
   * @param blinding the base of blinding factors, of the same builder
   * @param domainSeparationTag names protocol, ledger and purpose; nothing else hashes under it
   */
  public static BulletproofPlus create(
      BaseSet.Builder builder,
      Base value,
      Base blinding,
      ByteString domainSeparationTag,
      int claimsMax) {
    int length = BulletproofPlusShape.of(claimsMax).length();
    return new BulletproofPlus(
        BulletproofPlusBases.create(builder, value, blinding, domainSeparationTag, length),
        claimsMax);
  }

  @Override
  public int bits() {
    return BulletproofPlusShape.BITS;
  }

  @Override
  public int claimsMax() {
    return claimsMax;
  }

  @Override
  public int proofSize(int claims) {
    Check.that(claims <= claimsMax, "no more claims than the bases allow");
    return BulletproofPlusShape.of(claims).proofSize();
  }

  BulletproofPlusBases bases() {
    return bases;
  }

  @Override
  public ByteString prove(
      List<Claim> claims, List<Opening> openings, Transcript transcript, Entropy entropy) {
    Check.that(claims.size() <= claimsMax, "no more claims than the bases allow");
    Check.that(openings.size() == claims.size(), "every claim has its opening");
    BulletproofPlusShape shape = BulletproofPlusShape.of(claims.size());
    List<Long> values = new ArrayList<>(claims.size());
    List<Scalar> blindings = new ArrayList<>(claims.size());
    for (int j = 0; j < claims.size(); j++) {
      Claim claim = claims.get(j);
      Opening opening = openings.get(j);
      checkOpening(claim, opening);
      values.add(claimedValue(claim, opening));
      blindings.add(claim.negated() ? opening.blinding().negate() : opening.blinding());
    }
    var schedule = new BulletproofPlusTranscript(transcript, bases, claims);
    var nonces = new BulletproofPlusNonces(schedule.fork(), openings, entropy);
    Scalar[] bitVector = BulletproofPlusProver.bits(shape, values);
    var prover = new BulletproofPlusProver(bases, shape, schedule, nonces);
    return prover.prove(bitVector, blindings).encode();
  }

  private void checkOpening(Claim claim, Opening opening) {
    G1 defect =
        claim
            .commitment()
            .minus(bases.value().point().times(signed(opening.value())))
            .minus(bases.blinding().point().times(opening.blinding()));
    Check.that(defect.clearCofactor().isInfinity(), "the opening opens the claim's commitment");
  }

  private static long claimedValue(Claim claim, Opening opening) {
    Check.that(claim.offset() >= 0, "the offset of a claim is not negative");
    long range = 1L << BulletproofPlusShape.BITS;
    // Comparing before adding keeps every step within a long.
    long lowest = -claim.offset();
    long value = claim.negated() ? -opening.value() : opening.value();
    Check.that(
        opening.value() != Long.MIN_VALUE
            && value >= lowest
            && value - lowest >= 0
            && value - lowest < range,
        "the claimed value is in range");
    return value - lowest;
  }

  /** The residue of an integer that may be negative. */
  static Scalar signed(long value) {
    Check.that(value != Long.MIN_VALUE, "the integer has a negative");
    return value >= 0 ? Scalar.of(value) : Scalar.of(-value).negate();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A list that is empty or longer than {@link #claimsMax} has no proof. Appends to the
   * transcript in either case.
   *
   * @param weight below 2^128, from {@link Scalar#randomWeight}
   */
  @Override
  public boolean accumulate(
      List<Claim> claims, ByteString proof, Transcript transcript, Scalar weight, TermSink sink) {
    if (claims.isEmpty() || claims.size() > claimsMax) {
      return false;
    }
    BulletproofPlusShape shape = BulletproofPlusShape.of(claims.size());
    BulletproofPlusProof decoded;
    try {
      decoded = BulletproofPlusProof.decode(shape, proof);
    } catch (MalformedInput e) {
      return false;
    }
    var schedule = new BulletproofPlusTranscript(transcript, bases, claims);
    new BulletproofPlusEquation(bases, shape, decoded, schedule).accumulate(claims, weight, sink);
    return true;
  }
}
