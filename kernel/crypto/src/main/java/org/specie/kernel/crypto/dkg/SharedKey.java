package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.ps.PsShareVerificationKey;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;

/**
 * What everybody knows of a key that is to be handed on: how many shares make it, and for each
 * secret one public point of the whole and of every holder's share, in the second group where the
 * secret has points there. The key is consistent: any threshold of the shares interpolate to the
 * whole. Source: docs/spec/04-threshold-signatures.md, clause 4.20.
 */
public final class SharedKey {
  private final int threshold;
  private final List<Groups> secrets;

  /** At position i the points of holder i, at 0 those of the whole; each a vector of one point. */
  private final List<List<FeldmanVector>> points;

  private final Hash32 hash;

  private SharedKey(int threshold, List<Groups> secrets, List<List<FeldmanVector>> points) {
    Check.that(0 < threshold && threshold < points.size(), "the threshold lies within the holders");
    this.threshold = threshold;
    this.secrets = List.copyOf(secrets);
    this.points = points.stream().map(List::copyOf).toList();
    Encoder out = new Encoder().text("SPECIE-SHARED-KEY-V1").u16(threshold);
    out.list(secrets, (each, groups) -> each.bool(groups.hasFirst()).bool(groups.hasSecond()));
    out.list(points, (each, row) -> row.forEach(point -> point.encode(each)));
    hash = Hash32.sha256(out.toByteArray());
  }

  /** A signing key on a list of attributes. */
  public static SharedKey of(PsThresholdKey key) {
    List<Groups> secrets = new ArrayList<>();
    secrets.add(Groups.SECOND);
    key.key().yTilde().forEach(_ -> secrets.add(Groups.BOTH));
    List<List<FeldmanVector>> points = new ArrayList<>();
    points.add(seconds(key.key().xTilde(), key.key().yTilde()));
    for (PsShareVerificationKey share : key.shares()) {
      points.add(seconds(share.xTilde(), share.yTilde()));
    }
    return new SharedKey(key.threshold(), secrets, points);
  }

  /** A key of quorum certificates. */
  public static SharedKey of(ThresholdBlsKey key) {
    List<List<FeldmanVector>> points = new ArrayList<>();
    points.add(seconds(key.publicKey(), List.of()));
    key.shareKeys().forEach(share -> points.add(seconds(share, List.of())));
    return new SharedKey(key.threshold(), List.of(Groups.SECOND), points);
  }

  /** Any outcome of a ceremony. */
  public static SharedKey of(DkgKey key) {
    List<List<FeldmanVector>> points = new ArrayList<>();
    for (int i = 0; i <= key.parameters().operators(); i++) {
      int index = i;
      points.add(key.vectors().stream().map(vector -> at(vector, index)).toList());
    }
    return new SharedKey(key.parameters().threshold(), key.parameters().secrets(), points);
  }

  /**
   * A decryption key, in the first group only.
   *
   * @param keys at position i the public share of holder i in each slot, at 0 the key
   */
  public static SharedKey ofDecryption(int threshold, List<List<G1>> keys) {
    List<Groups> secrets = Collections.nCopies(keys.getFirst().size(), Groups.FIRST);
    List<List<FeldmanVector>> points =
        keys.stream().map(row -> row.stream().map(SharedKey::first).toList()).toList();
    return new SharedKey(threshold, secrets, points);
  }

  /**
   * This key and {@code other} as one with the secrets of both, this one's first: whoever holds a
   * share of it holds one of each. Both have the same holders and the same threshold.
   */
  public SharedKey beside(SharedKey other) {
    Check.that(
        threshold == other.threshold && holders() == other.holders(),
        "keys side by side are in the same hands");
    List<Groups> both = new ArrayList<>(secrets);
    both.addAll(other.secrets);
    List<List<FeldmanVector>> rows = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      List<FeldmanVector> row = new ArrayList<>(points.get(i));
      row.addAll(other.points.get(i));
      rows.add(row);
    }
    return new SharedKey(threshold, both, rows);
  }

  private static List<FeldmanVector> seconds(G2 x, List<G2> rest) {
    List<FeldmanVector> row = new ArrayList<>();
    row.add(second(x));
    rest.forEach(point -> row.add(second(point)));
    return row;
  }

  private static FeldmanVector second(G2 point) {
    return new FeldmanVector(Groups.SECOND, List.of(), List.of(point));
  }

  private static FeldmanVector at(FeldmanVector vector, int index) {
    return vector.groups().hasSecond()
        ? second(vector.secondAt(index))
        : first(vector.firstAt(index));
  }

  private static FeldmanVector first(G1 point) {
    return new FeldmanVector(Groups.FIRST, List.of(point), List.of());
  }

  /** How many shares make the key. */
  public int threshold() {
    return threshold;
  }

  /** Number of holders, with indices 1 to this. */
  public int holders() {
    return points.size() - 1;
  }

  /** Where multiples of each secret are published. */
  public List<Groups> secrets() {
    return secrets;
  }

  /** A collision-free name of all of it. */
  public Hash32 hash() {
    return hash;
  }

  /** Whether {@code index} is one of the holders. */
  boolean isHolder(int index) {
    return 0 < index && index <= holders();
  }

  /** Whether {@code vectors} have as constant terms the shares of {@code index}, or the whole. */
  boolean areSharedBy(int index, List<FeldmanVector> vectors) {
    List<FeldmanVector> row = points.get(index);
    boolean same = vectors.size() == row.size();
    for (int k = 0; same && k < row.size(); k++) {
      same = at(vectors.get(k), 0).equals(row.get(k));
    }
    return same;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedKey that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "SharedKey[" + threshold + " of " + holders() + "]";
  }
}
