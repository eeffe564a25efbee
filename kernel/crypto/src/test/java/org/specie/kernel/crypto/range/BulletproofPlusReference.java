package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BaseSet.Base;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The protocol as docs/spec/03-range-proofs.md writes it and nothing cleverer: every round folds
 * vectors and bases, the verifier follows the prover's commitment to the last step. It shares no
 * code with what it is compared to, labels and layout included. Its prover takes any vectors and
 * may disturb every point it sends.
 */
final class BulletproofPlusReference {
  private static final int BITS = 48;

  private final BulletproofPlusBases bases;
  private final List<Claim> claims;
  private final Transcript transcript;
  private final int length;

  private G1[] g;
  private G1[] h;
  private Scalar y = Scalar.ZERO;
  private Scalar z = Scalar.ZERO;

  BulletproofPlusReference(BulletproofPlusBases bases, List<Claim> claims, Transcript transcript) {
    this.bases = bases;
    this.claims = claims;
    this.transcript = transcript;
    this.length = paddedLength(claims.size());
    this.g = bases.left().stream().limit(length).map(Base::point).toArray(G1[]::new);
    this.h = bases.right().stream().limit(length).map(Base::point).toArray(G1[]::new);
    transcript.append("range-proof", ByteString.utf8("SPECIE-RANGE-BPPLUS-v1"));
    transcript.append("bases", bases.digest());
    transcript.append("bits", BITS);
    transcript.append("claims", claims.size());
    for (Claim claim : claims) {
      transcript.append("offset", claim.offset());
      transcript.append("negated", claim.negated() ? 1 : 0);
      transcript.append("commitment", claim.commitment());
    }
  }

  static int paddedLength(int claims) {
    int length = 1;
    while (length < claims * BITS) {
      length *= 2;
    }
    return length;
  }

  /** A proof from any vectors a_L and a_R; {@code send} sees every point before it is sent. */
  ByteString prove(
      Scalar[] left,
      Scalar[] right,
      List<Scalar> blindings,
      BulletproofPlusFixture fixture,
      UnaryOperator<G1> send) {
    Encoder proof = new Encoder();
    Scalar alpha = fixture.scalar();
    G1 bits = send.apply(commit(left, right, Scalar.ZERO, alpha));
    bits.encode(proof);
    challengeBits(bits);
    Scalar[] d = weights();
    Scalar[] a = new Scalar[length];
    Scalar[] b = new Scalar[length];
    for (int i = 1; i <= length; i++) {
      a[i - 1] = left[i - 1].minus(z);
      b[i - 1] = right[i - 1].plus(d[i - 1].times(power(y, length + 1 - i))).plus(z);
    }
    for (int j = 1; j <= claims.size(); j++) {
      alpha = alpha.plus(power(z, 2 * j).times(power(y, length + 1)).times(blindings.get(j - 1)));
    }
    while (a.length > 1) {
      int half = a.length / 2;
      Scalar[] a1 = Arrays.copyOfRange(a, 0, half);
      Scalar[] a2 = Arrays.copyOfRange(a, half, 2 * half);
      Scalar[] b1 = Arrays.copyOfRange(b, 0, half);
      Scalar[] b2 = Arrays.copyOfRange(b, half, 2 * half);
      G1[] g1 = Arrays.copyOfRange(g, 0, half);
      G1[] g2 = Arrays.copyOfRange(g, half, 2 * half);
      G1[] h1 = Arrays.copyOfRange(h, 0, half);
      G1[] h2 = Arrays.copyOfRange(h, half, 2 * half);
      Scalar yHalf = power(y, half);
      Scalar dl = fixture.scalar();
      Scalar dr = fixture.scalar();
      Scalar cl = product(a1, b2);
      Scalar cr = yHalf.times(product(a2, b1));
      G1 l = send.apply(commit(g2, scale(a1, yHalf.inverse()), h1, b2, cl, dl));
      G1 r = send.apply(commit(g1, scale(a2, yHalf), h2, b1, cr, dr));
      l.encode(proof);
      r.encode(proof);
      Scalar e = challengeRound(l, r);
      fold(e);
      a = add(scale(a1, e), scale(a2, e.inverse().times(yHalf)));
      b = add(scale(b1, e.inverse()), scale(b2, e));
      alpha = alpha.plus(dl.times(power(e, 2))).plus(dr.times(power(e.inverse(), 2)));
    }
    Scalar r = fixture.scalar();
    Scalar s = fixture.scalar();
    Scalar delta = fixture.scalar();
    Scalar eta = fixture.scalar();
    Scalar cross = y.times(r.times(b[0]).plus(s.times(a[0])));
    G1 lastA = send.apply(commit(g, new Scalar[] {r}, h, new Scalar[] {s}, cross, delta));
    G1 lastB =
        send.apply(
            commit(new G1[0], new Scalar[0], new G1[0], new Scalar[0], r.times(y).times(s), eta));
    lastA.encode(proof);
    lastB.encode(proof);
    Scalar e = challengeLast(lastA, lastB);
    r.plus(a[0].times(e)).encode(proof);
    s.plus(b[0].times(e)).encode(proof);
    eta.plus(delta.times(e)).plus(alpha.times(power(e, 2))).encode(proof);
    return proof.toByteString();
  }

  /** The difference of the two sides of the last step; vanishes for a proof. */
  G1 defect(ByteString proof) throws MalformedInput {
    Decoder in = new Decoder(proof);
    G1 bits = G1.decode(in);
    challengeBits(bits);
    List<G1> points = new ArrayList<>(List.of(bits, bases.value().point()));
    List<Scalar> scalars = new ArrayList<>(List.of(Scalar.ONE, zeta()));
    Scalar[] d = weights();
    for (int i = 1; i <= length; i++) {
      points.add(g[i - 1]);
      scalars.add(z.negate());
      points.add(h[i - 1]);
      scalars.add(d[i - 1].times(power(y, length + 1 - i)).plus(z));
    }
    for (int j = 1; j <= claims.size(); j++) {
      Claim claim = claims.get(j - 1);
      Scalar weight = power(z, 2 * j).times(power(y, length + 1));
      points.add(claim.commitment());
      scalars.add(claim.negated() ? weight.negate() : weight);
      points.add(bases.value().point());
      scalars.add(weight.times(Scalar.of(claim.offset())));
    }
    G1 p = sum(points, scalars);
    while (g.length > 1) {
      G1 l = G1.decode(in);
      G1 r = G1.decode(in);
      Scalar e = challengeRound(l, r);
      fold(e);
      p = sum(List.of(l, p, r), List.of(power(e, 2), Scalar.ONE, power(e.inverse(), 2)));
    }
    G1 lastA = G1.decode(in);
    G1 lastB = G1.decode(in);
    Scalar e = challengeLast(lastA, lastB);
    Scalar r = Scalar.decode(in);
    Scalar s = Scalar.decode(in);
    Scalar delta = Scalar.decode(in);
    in.end();
    G1 right =
        commit(
            g, new Scalar[] {r.times(e)}, h, new Scalar[] {s.times(e)}, r.times(y).times(s), delta);
    return sum(
        List.of(p, lastA, lastB, right), List.of(power(e, 2), e, Scalar.ONE, Scalar.ONE.negate()));
  }

  private void challengeBits(G1 bits) {
    transcript.append("A", bits);
    y = transcript.challenge("y");
    z = transcript.challenge("z");
  }

  private Scalar challengeRound(G1 l, G1 r) {
    transcript.append("L", l);
    transcript.append("R", r);
    return transcript.challenge("e");
  }

  private Scalar challengeLast(G1 a, G1 b) {
    transcript.append("last-A", a);
    transcript.append("last-B", b);
    return transcript.challenge("last-e");
  }

  /** d: z^(2j)·2^k at bit k of claim j, zero in the padding. */
  private Scalar[] weights() {
    Scalar[] d = new Scalar[length];
    Arrays.fill(d, Scalar.ZERO);
    for (int j = 1; j <= claims.size(); j++) {
      for (int bit = 0; bit < BITS; bit++) {
        d[(j - 1) * BITS + bit] = power(z, 2 * j).times(Scalar.of(1L << bit));
      }
    }
    return d;
  }

  private Scalar zeta() {
    Scalar powers = Scalar.ZERO;
    Scalar weights = Scalar.ZERO;
    Scalar[] d = weights();
    for (int i = 1; i <= length; i++) {
      powers = powers.plus(power(y, i));
      weights = weights.plus(d[i - 1]);
    }
    return z.times(powers)
        .minus(z.times(z).times(powers))
        .minus(power(y, length + 1).times(z).times(weights));
  }

  private void fold(Scalar e) {
    int half = g.length / 2;
    Scalar inverse = e.inverse();
    Scalar upper = e.times(power(y, half).inverse());
    G1[] foldedG = new G1[half];
    G1[] foldedH = new G1[half];
    for (int i = 0; i < half; i++) {
      foldedG[i] = BulletproofPlusFixture.sum(g[i], inverse, g[half + i], upper);
      foldedH[i] = BulletproofPlusFixture.sum(h[i], e, h[half + i], inverse);
    }
    g = foldedG;
    h = foldedH;
  }

  private G1 commit(Scalar[] a, Scalar[] b, Scalar value, Scalar blinding) {
    return commit(g, a, h, b, value, blinding);
  }

  private G1 commit(G1[] g, Scalar[] a, G1[] h, Scalar[] b, Scalar value, Scalar blinding) {
    List<G1> points = new ArrayList<>(List.of(bases.value().point(), bases.blinding().point()));
    List<Scalar> scalars = new ArrayList<>(List.of(value, blinding));
    points.addAll(List.of(g));
    scalars.addAll(List.of(a));
    points.addAll(List.of(h));
    scalars.addAll(List.of(b));
    return sum(points, scalars);
  }

  private static G1 sum(List<G1> points, List<Scalar> scalars) {
    return G1Msm.sum(points.toArray(G1[]::new), scalars.toArray(Scalar[]::new));
  }

  /** The weighted inner product a ⊙_y b. */
  private Scalar product(Scalar[] a, Scalar[] b) {
    Scalar product = Scalar.ZERO;
    for (int i = 1; i <= a.length; i++) {
      product = product.plus(a[i - 1].times(b[i - 1]).times(power(y, i)));
    }
    return product;
  }

  private static Scalar[] scale(Scalar[] vector, Scalar factor) {
    return Arrays.stream(vector).map(factor::times).toArray(Scalar[]::new);
  }

  private static Scalar[] add(Scalar[] a, Scalar[] b) {
    Scalar[] sum = new Scalar[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i].plus(b[i]);
    }
    return sum;
  }

  private static Scalar power(Scalar base, int exponent) {
    Scalar power = Scalar.ONE;
    for (int i = Integer.SIZE - 1; i >= 0; i--) {
      power = power.times(power);
      if ((exponent >>> i & 1) == 1) {
        power = power.times(base);
      }
    }
    return power;
  }
}
