package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1SecretSum;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * One operator's secret share (x_i, y_{1,i}, …, y_{m,i}). All work with it runs in constant time.
 *
 * <p>The share is kept multiplied by (1 - z)^-1. A signature sums its products and multiplies the
 * sum by 1 - z, which leaves exactly the component in the group of order r: a committed point with
 * a small-order component yields the same answer as one without, so no residue of the key leaks.
 * Source: docs/spec/04-threshold-signatures.md, clauses 4.4 and 4.6.
 */
public final class PsKeyShare implements Destroyable {
  private final int index;
  private final int attributes;
  private @Nullable Scalar foldedX;
  private @Nullable List<Scalar> foldedY;

  private PsKeyShare(int index, Scalar x, List<Scalar> y) {
    Check.that(Lagrange.isIndex(index), "an operator index is in range");
    Check.that(
        !y.isEmpty() && y.size() <= PsVerificationKey.ATTRIBUTES_MAX,
        "a key has 1 to 64 attributes");
    this.index = index;
    this.attributes = y.size();
    foldedX = x.times(G1.COFACTOR_CLEARER_INVERSE);
    foldedY = y.stream().map(each -> each.times(G1.COFACTOR_CLEARER_INVERSE)).toList();
  }

  /** The share of operator {@code index}: values of the key's polynomials at that index. */
  public static PsKeyShare of(int index, Scalar x, List<Scalar> y) {
    return new PsKeyShare(index, x, y);
  }

  /** The operator's index. */
  public int index() {
    return index;
  }

  /** Number of attributes. */
  public int attributes() {
    return attributes;
  }

  /**
   * This operator's share of the signature: a pure function of the request. The caller has made
   * sure that the request may be signed and that this base was never used for another one. About as
   * dear as four multiplications for five committed attributes, as two and a half for two.
   */
  public PartialSignature sign(SigningRequest request) {
    Check.that(
        request.attributes().size() == attributes, "a request has an attribute for each key");
    Scalar onBase = x();
    List<G1> points = new ArrayList<>();
    List<Scalar> factors = new ArrayList<>();
    for (int j = 0; j < attributes; j++) {
      Scalar key = y().get(j);
      switch (request.attributes().get(j)) {
        case Attribute.Public(Scalar known) -> onBase = onBase.plus(key.times(known));
        case Attribute.Common(Scalar known) -> onBase = onBase.plus(key.times(known));
        case Attribute.Committed hidden -> {
          points.add(hidden.commitment());
          factors.add(key);
        }
      }
    }
    points.add(request.base());
    factors.add(onBase);
    return new PartialSignature(index, G1SecretSum.of(points, factors).clearCofactor());
  }

  /** The public side of this share. */
  public PsShareVerificationKey verificationKey() {
    List<G2> yTilde = new ArrayList<>(attributes);
    for (Scalar key : y()) {
      yTilde.add(G2.GENERATOR.times(key.times(G1.COFACTOR_CLEARER)));
    }
    G2 xTilde = G2.GENERATOR.times(x().times(G1.COFACTOR_CLEARER));
    return new PsShareVerificationKey(index, xTilde, yTilde);
  }

  /** The shares of x and of each y_j, for handing the key on (clause 4.20) and nothing else. */
  public List<Scalar> secrets() {
    List<Scalar> secrets = new ArrayList<>();
    secrets.add(x().times(G1.COFACTOR_CLEARER));
    y().forEach(key -> secrets.add(key.times(G1.COFACTOR_CLEARER)));
    return secrets;
  }

  /** The share itself, for sealed storage of its operator and nothing else. */
  public Secret toSecret() {
    Encoder out = new Encoder().u16(index).u16(attributes);
    x().times(G1.COFACTOR_CLEARER).encode(out);
    y().forEach(key -> key.times(G1.COFACTOR_CLEARER).encode(out));
    byte[] bytes = out.toByteArray();
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /** Takes what {@link #toSecret} gave. */
  public static PsKeyShare fromSecret(Secret secret) throws MalformedInput {
    return secret
        .lend(PsKeyShare::read)
        .orElseThrow(() -> new MalformedInput("not the bytes of a key share"));
  }

  private static Optional<PsKeyShare> read(byte[] bytes) {
    try {
      Decoder in = new Decoder(bytes);
      int index = in.u16();
      int attributes = in.u16();
      if (!Lagrange.isIndex(index)
          || attributes == 0
          || attributes > PsVerificationKey.ATTRIBUTES_MAX) {
        return Optional.empty();
      }
      Scalar x = Scalar.decode(in);
      List<Scalar> y = new ArrayList<>(attributes);
      for (int j = 0; j < attributes; j++) {
        y.add(Scalar.decode(in));
      }
      in.end();
      return Optional.of(new PsKeyShare(index, x, y));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private Scalar x() {
    if (foldedX == null) {
      throw new IllegalStateException("this key share was destroyed");
    }
    return foldedX;
  }

  private List<Scalar> y() {
    if (foldedY == null) {
      throw new IllegalStateException("this key share was destroyed");
    }
    return foldedY;
  }

  /** Lets go of the secret; the share signs nothing afterwards. */
  @Override
  public void destroy() {
    foldedX = null;
    foldedY = null;
  }

  @Override
  public boolean isDestroyed() {
    return foldedX == null;
  }

  @Override
  public String toString() {
    return "PsKeyShare[" + index + ", redacted]";
  }
}
