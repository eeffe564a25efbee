package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.PairingProduct.Factor;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The public key of a Pointcheval–Sanders signature on m attributes: X~ = x·g~, and for each
 * attribute Y~_j = y_j·g~ and Y_j = y_j·g. Attribute j of the spec stands at position j - 1. There
 * is no place for a point x·g: with it, anybody signs anything. Whoever receives a key from others
 * asks {@link #isConsistent} once. Source: docs/spec/04-threshold-signatures.md, clause 4.3.
 */
public record PsVerificationKey(G2 xTilde, List<G2> yTilde, List<G1> y) {
  /** The most attributes a key may have. */
  public static final int ATTRIBUTES_MAX = 64;

  private static final String HASH_LABEL = "SPECIE-PS-KEY-V1";

  public PsVerificationKey {
    Check.that(
        !yTilde.isEmpty() && yTilde.size() <= ATTRIBUTES_MAX, "a key has 1 to 64 attributes");
    Check.that(yTilde.size() == y.size(), "each attribute has a key in both groups");
    yTilde = List.copyOf(yTilde);
    y = List.copyOf(y);
  }

  /** Number of attributes. */
  public int attributes() {
    return y.size();
  }

  /**
   * Whether e(Y_j, g~) = e(g, Y~_j) for every j, by one random combination with weights hashed from
   * the key. A key that fails lets its makers break the hiding of shown credentials. 3 ms for eight
   * attributes.
   */
  public boolean isConsistent() {
    Transcript transcript = new Transcript(HASH_LABEL);
    transcript.append("key", hash());
    G1 left = G1.INFINITY;
    G2 right = G2.INFINITY;
    for (int j = 0; j < y.size(); j++) {
      Scalar weight = transcript.challenge("weight");
      left = left.plus(y.get(j).times(weight));
      right = right.plus(yTilde.get(j).times(weight));
    }
    return y.stream().allMatch(G1::isInSubgroup)
        && PairingProduct.isOne(
            List.of(new Factor(left, G2.GENERATOR), new Factor(G1.GENERATOR.negate(), right)));
  }

  /**
   * Whether {@code signature} signs exactly {@code message}. Both points must be in the group of
   * order r: the pairing alone would accept a σ1 without any component there for every message, and
   * a σ2 with a small-order component by which its issuer recognises it later. 2.3 ms for eight
   * attributes, in constant time for the message.
   */
  public boolean verifies(List<Scalar> message, PsSignature signature) {
    Check.that(message.size() == attributes(), "a message has a value for each attribute");
    if (!signature.sigma1().isInSubgroup()) {
      return false;
    }
    List<Attribute> attributes = new ArrayList<>(message.size());
    for (Scalar value : message) {
      attributes.add(new Attribute.Public(value));
    }
    return equation().holds(new SigningRequest(signature.sigma1(), attributes), signature.sigma2());
  }

  /**
   * Whether anybody may believe {@code signature} to answer {@code request}. Of many at once {@link
   * SignatureBatch} asks the same for a fraction of the price.
   */
  public boolean verifies(SigningRequest request, BlindSignature signature) {
    return signature.base().equals(request.base())
        && request.base().isInSubgroup()
        && equation().holds(request, signature.value());
  }

  private SignatureEquation equation() {
    return new SignatureEquation(xTilde, yTilde);
  }

  /** The name of the key: SHA-256 of a label and the encoding. */
  public Hash32 hash() {
    Encoder out = new Encoder().text(HASH_LABEL);
    encode(out);
    return Hash32.sha256(out.toByteArray());
  }

  /** The number of attributes in two bytes, X~, all Y~_j, all Y_j. */
  public void encode(Encoder out) {
    out.u16(attributes());
    xTilde.encode(out);
    yTilde.forEach(point -> point.encode(out));
    y.forEach(point -> point.encode(out));
  }

  /** Reads points of the groups of order r; does not ask {@link #isConsistent}. */
  public static PsVerificationKey decode(Decoder in) throws MalformedInput {
    int attributes = in.u16();
    if (attributes == 0 || attributes > ATTRIBUTES_MAX) {
      throw new MalformedInput("a key has 1 to 64 attributes");
    }
    G2 xTilde = G2.decode(in);
    List<G2> yTilde = new ArrayList<>(attributes);
    List<G1> y = new ArrayList<>(attributes);
    for (int j = 0; j < attributes; j++) {
      yTilde.add(G2.decode(in));
    }
    for (int j = 0; j < attributes; j++) {
      y.add(G1.decodeInSubgroup(in));
    }
    return new PsVerificationKey(xTilde, yTilde, y);
  }
}
