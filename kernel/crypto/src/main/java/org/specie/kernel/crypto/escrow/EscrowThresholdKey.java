package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgKey;
import org.specie.kernel.crypto.dkg.SharedKey;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * The public side of one quorum: its key, how many of its members open, and the public share of
 * each member (member i at position i - 1).
 */
public record EscrowThresholdKey(int threshold, EscrowPublicKey key, List<EscrowPublicKey> shares) {
  public EscrowThresholdKey {
    shares = List.copyOf(shares);
    Check.that(
        0 < threshold && threshold <= shares.size(), "the threshold lies within the members");
    Check.that(shares.size() <= Lagrange.INDEX_MAX, "the members fit the index");
    int slots = key.slots().size();
    Check.that(
        shares.stream().allMatch(share -> share.slots().size() == slots),
        "all shares are of the same key");
  }

  /** The outcome of a ceremony for a decryption key. */
  public static EscrowThresholdKey of(DkgKey key) {
    List<EscrowPublicKey> shares = new ArrayList<>();
    for (int i = 1; i <= key.parameters().operators(); i++) {
      shares.add(new EscrowPublicKey(key.decryptionKeys(i)));
    }
    return new EscrowThresholdKey(
        key.parameters().threshold(), new EscrowPublicKey(key.decryptionKeys(0)), shares);
  }

  /** The key as those who hand it on know it. */
  public SharedKey shared() {
    List<List<G1>> keys = new ArrayList<>();
    keys.add(key.slots());
    shares.forEach(share -> keys.add(share.slots()));
    return SharedKey.ofDecryption(threshold, keys);
  }

  /** Number of members. */
  public int members() {
    return shares.size();
  }

  /** The public share of member {@code index}. */
  public EscrowPublicKey share(int index) {
    return shares.get(index - 1);
  }

  /** Whether the shares of any {@link #threshold} members make exactly the key. */
  public boolean isConsistent() {
    List<Integer> first = IntStream.rangeClosed(1, threshold).boxed().toList();
    boolean agree = interpolates(0, first, key);
    for (int i = threshold + 1; i <= members(); i++) {
      agree &= interpolates(i, first, share(i));
    }
    return agree;
  }

  private boolean interpolates(int at, List<Integer> first, EscrowPublicKey expected) {
    List<Scalar> lambda = Lagrange.at(at, first);
    boolean equal = true;
    for (int slot = 0; slot < key.slots().size(); slot++) {
      int each = slot;
      List<G1> points = first.stream().map(i -> share(i).slots().get(each)).toList();
      equal &= Lagrange.combineG1(lambda, points).equals(expected.slots().get(slot));
    }
    return equal;
  }

  /** The threshold in two bytes, the key, then the counted list of shares. */
  public void encode(Encoder out) {
    out.u16(threshold);
    key.encode(out);
    out.list(shares, (each, share) -> share.encode(each));
  }

  /** Reads points of the group of order r; does not ask {@link #isConsistent}. */
  public static EscrowThresholdKey decode(Decoder in) throws MalformedInput {
    int threshold = in.u16();
    EscrowPublicKey key = EscrowPublicKey.decode(in);
    List<EscrowPublicKey> shares = in.list(Lagrange.INDEX_MAX, EscrowPublicKey::decode);
    int slots = key.slots().size();
    if (threshold == 0
        || threshold > shares.size()
        || !shares.stream().allMatch(share -> share.slots().size() == slots)) {
      throw new MalformedInput("threshold out of range or shares of another key");
    }
    return new EscrowThresholdKey(threshold, key, shares);
  }
}
