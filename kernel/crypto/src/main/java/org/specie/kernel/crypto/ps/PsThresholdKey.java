package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The public outcome of key generation: the verification key, how many shares make a signature, and
 * the public side of every operator's share (operator i at position i - 1). Source:
 * docs/spec/04-threshold-signatures.md, clause 4.3.
 */
public record PsThresholdKey(
    int threshold, PsVerificationKey key, List<PsShareVerificationKey> shares) {
  public PsThresholdKey {
    shares = List.copyOf(shares);
    Check.that(
        0 < threshold && threshold <= shares.size(), "the threshold lies within the operators");
    Check.that(shares.size() <= Lagrange.INDEX_MAX, "the operators fit the index");
    for (int i = 0; i < shares.size(); i++) {
      Check.that(shares.get(i).index() == i + 1, "operator i stands at position i - 1");
      Check.that(
          shares.get(i).yTilde().size() == key.attributes(), "all shares are of the same key");
    }
  }

  /** Number of operators. */
  public int operators() {
    return shares.size();
  }

  /** The public side of operator {@code index}. */
  public PsShareVerificationKey share(int index) {
    return shares.get(index - 1);
  }

  /**
   * Whether the key is consistent and the shares of any {@link #threshold} operators make exactly
   * it. One random combination, with weights hashed from all parts, stands for all attributes.
   */
  public boolean isConsistent() {
    Transcript transcript = new Transcript("SPECIE-PS-THRESHOLD-KEY-V1");
    Encoder all = new Encoder();
    encode(all);
    transcript.append("key", all.toByteArray());
    List<Scalar> weights = new ArrayList<>();
    for (int j = 0; j < key.attributes(); j++) {
      weights.add(transcript.challenge("weight"));
    }
    List<G2> points = new ArrayList<>();
    for (PsShareVerificationKey share : shares) {
      points.add(share.xTilde().plus(Lagrange.combineG2(weights, share.yTilde())));
    }
    G2 whole = key.xTilde().plus(Lagrange.combineG2(weights, key.yTilde()));
    List<Integer> first = IntStream.rangeClosed(1, threshold).boxed().toList();
    List<G2> firstPoints = points.subList(0, threshold);
    boolean agree = Lagrange.combineG2(Lagrange.atZero(first), firstPoints).equals(whole);
    for (int i = threshold + 1; i <= operators(); i++) {
      agree &= Lagrange.combineG2(Lagrange.at(i, first), firstPoints).equals(points.get(i - 1));
    }
    return agree && key.isConsistent();
  }

  /** The threshold in two bytes, the key, then the counted list of shares. */
  public void encode(Encoder out) {
    out.u16(threshold);
    key.encode(out);
    out.list(shares, (each, share) -> share.encode(each));
  }

  /** Reads points of the groups of order r; does not ask {@link #isConsistent}. */
  public static PsThresholdKey decode(Decoder in) throws MalformedInput {
    int threshold = in.u16();
    PsVerificationKey key = PsVerificationKey.decode(in);
    List<PsShareVerificationKey> shares =
        in.list(Lagrange.INDEX_MAX, PsShareVerificationKey::decode);
    if (threshold == 0 || threshold > shares.size()) {
      throw new MalformedInput("threshold out of range");
    }
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i).index() != i + 1 || shares.get(i).yTilde().size() != key.attributes()) {
        throw new MalformedInput("shares out of order or of another key");
      }
    }
    return new PsThresholdKey(threshold, key, shares);
  }
}
