package org.specie.kernel.crypto.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.PairingProduct.Factor;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * A BLS key that its signers share by a polynomial: the public key in the second group, and the
 * public side of signer i's share, the polynomial at index i + 1, at position i. Signatures are
 * points of the first group, unique for key and message whoever contributed. The key must come from
 * distributed key generation or be {@linkplain #isConsistent consistent} and come from somebody who
 * proved to know it. Source: docs/spec/07-quorum-certificates.md, clauses 7.7 to 7.11.
 */
public record ThresholdBlsKey(int threshold, G2 publicKey, List<G2> shareKeys)
    implements QuorumKey {
  /** Hash-to-curve for these signatures and nothing else. */
  private static final ByteString TAG =
      ByteString.utf8("SPECIE-V1-QUORUM-BLS12381G1_XMD:SHA-256_SSWU_RO_");

  public ThresholdBlsKey {
    shareKeys = List.copyOf(shareKeys);
    Check.that(!shareKeys.isEmpty() && shareKeys.size() <= Lagrange.INDEX_MAX, "1 to 1000 signers");
    Check.that(
        0 < threshold && threshold <= shareKeys.size(), "the threshold lies within the signers");
    Check.that(
        !publicKey.isInfinity() && shareKeys.stream().noneMatch(G2::isInfinity),
        "infinity is nobody's key");
  }

  /** The point that a share or a certificate on {@code message} is a multiple of. 60 µs. */
  static G1 hash(ByteString message) {
    return G1.hashToCurve(message, TAG);
  }

  @Override
  public int signers() {
    return shareKeys.size();
  }

  @Override
  public QuorumScheme scheme() {
    return QuorumScheme.THRESHOLD_SIGNATURE;
  }

  @Override
  public boolean isShareValid(ByteString message, int signer, ByteString share) {
    return isSigner(signer) && signs(shareKeys.get(signer), message, share);
  }

  @Override
  public boolean isValid(ByteString message, QuorumCertificate certificate) {
    return switch (certificate) {
      case QuorumCertificate.MultiSignature _ -> false;
      case QuorumCertificate.ThresholdSignature(var point) -> signs(publicKey, message, point);
    };
  }

  /** Whether e(point, g~) = e(H(message), key), for a point of the group of order r. */
  private static boolean signs(G2 key, ByteString message, ByteString point) {
    Optional<G1> signature = read(point);
    return signature.isPresent()
        && signature.get().isInSubgroup()
        && PairingProduct.isOne(
            List.of(
                new Factor(signature.get().negate(), G2.GENERATOR),
                new Factor(hash(message), key)));
  }

  private static Optional<G1> read(ByteString point) {
    try {
      Decoder in = new Decoder(point);
      G1 read = G1.decodeCompressed(in);
      in.end();
      return Optional.of(read);
    } catch (MalformedInput notAPoint) {
      return Optional.empty();
    }
  }

  /**
   * Interpolates at zero. Membership of the group is asked of the sum alone, by {@link #isValid}:
   * if it holds there, small-order parts of the shares have cancelled and left the one signature.
   */
  @Override
  public Optional<QuorumCertificate> combineUnseen(SortedMap<Integer, ByteString> shares) {
    Check.that(shares.size() >= threshold, "enough shares to combine");
    List<Integer> indices = new ArrayList<>(threshold);
    List<G1> points = new ArrayList<>(threshold);
    for (var share : shares.entrySet()) {
      if (indices.size() == threshold) {
        break;
      }
      Optional<G1> point = read(share.getValue());
      if (point.isEmpty()) {
        return Optional.empty();
      }
      indices.add(share.getKey() + 1);
      points.add(point.get());
    }
    G1 sum = Lagrange.combineG1(Lagrange.atZero(indices), points);
    return sum.isInfinity()
        ? Optional.empty()
        : Optional.of(new QuorumCertificate.ThresholdSignature(sum.toCompressed()));
  }

  /**
   * Whether public key and share keys are the values of one polynomial of degree below the
   * threshold: their combination with a random word of the dual code vanishes. Weights are hashed
   * from the key; a key that is not consistent passes with probability 2^-250.
   */
  public boolean isConsistent() {
    Transcript transcript = new Transcript("specie-quorum-key-v1");
    Encoder all = new Encoder();
    encode(all);
    transcript.append("key", all.toByteArray());
    List<Scalar> dual = new ArrayList<>();
    for (int k = 0; k <= signers() - threshold; k++) {
      dual.add(transcript.challenge("coefficient"));
    }
    List<Scalar> factorials = new ArrayList<>(List.of(Scalar.ONE));
    for (int x = 1; x <= signers(); x++) {
      factorials.add(factorials.getLast().times(Scalar.of(x)));
    }
    G2 sum = G2.INFINITY;
    for (int x = 0; x <= signers(); x++) {
      // Π_{j≠x} (x - j) over 0 … n is x!·(n - x)!, up to a sign that alternates with x.
      Scalar divisor = factorials.get(x).times(factorials.get(signers() - x));
      Scalar weight = at(dual, x).times(divisor.inverse());
      G2 point = x == 0 ? publicKey : shareKeys.get(x - 1);
      sum = sum.plus(point.times(x % 2 == 0 ? weight : weight.negate()));
    }
    return sum.isInfinity();
  }

  private static Scalar at(List<Scalar> polynomial, int x) {
    Scalar value = Scalar.ZERO;
    for (Scalar coefficient : polynomial.reversed()) {
      value = value.times(Scalar.of(x)).plus(coefficient);
    }
    return value;
  }

  @Override
  public void encode(Encoder out) {
    scheme().encode(out);
    out.u16(threshold).u16(signers());
    publicKey.encode(out);
    shareKeys.forEach(key -> key.encode(out));
  }

  /** Reads points of the group of order r; does not ask {@link #isConsistent}. */
  static ThresholdBlsKey decodeBody(Decoder in) throws MalformedInput {
    int threshold = in.u16();
    int signers = in.u16();
    if (signers == 0 || signers > Lagrange.INDEX_MAX) {
      throw new MalformedInput("a shared key has 1 to 1000 signers");
    }
    if (threshold == 0 || threshold > signers) {
      throw new MalformedInput("threshold out of range");
    }
    if (in.remaining() < (1 + signers) * G2.SIZE) {
      throw new MalformedInput("truncated");
    }
    G2 publicKey = G2.decode(in);
    List<G2> shareKeys = new ArrayList<>(signers);
    for (int i = 0; i < signers; i++) {
      shareKeys.add(G2.decode(in));
    }
    return new ThresholdBlsKey(threshold, publicKey, shareKeys);
  }
}
