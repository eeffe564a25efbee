package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.ps.PsShareVerificationKey;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;

/**
 * The public outcome of a ceremony: for each secret the sum of the qualified dealers' vectors, from
 * which the public key and every operator's public share follow.
 */
public record DkgKey(DkgParameters parameters, List<FeldmanVector> vectors) {
  public DkgKey {
    vectors = List.copyOf(vectors);
    Check.that(
        vectors.stream().map(FeldmanVector::groups).toList().equals(parameters.secrets()),
        "a vector for each secret, in its groups");
  }

  static DkgKey sum(DkgParameters parameters, List<Dealing> dealings, SortedSet<Integer> dealers) {
    Check.that(dealings.size() == dealers.size(), "a dealing for each qualified dealer");
    List<FeldmanVector> sum = new ArrayList<>(dealings.getFirst().vectors());
    for (Dealing dealing : dealings.subList(1, dealings.size())) {
      for (int k = 0; k < sum.size(); k++) {
        sum.set(k, sum.get(k).plus(dealing.vectors().get(k)));
      }
    }
    return new DkgKey(parameters, sum);
  }

  /** The operators whose share of some secret is zero; their public shares are no points. */
  SortedSet<Integer> voidShares() {
    SortedSet<Integer> found = new TreeSet<>();
    for (int i = 1; i <= parameters.operators(); i++) {
      for (FeldmanVector vector : vectors) {
        if (vector.isZeroAt(i)) {
          found.add(i);
        }
      }
    }
    return found;
  }

  /**
   * The key of some of the secrets alone, where keys were made or handed on side by side: from the
   * secret at position {@code from}, from 0, to the one before {@code to}.
   */
  public DkgKey part(int from, int to) {
    DkgParameters of =
        new DkgParameters(
            parameters.ceremony(),
            parameters.operators(),
            parameters.threshold(),
            parameters.faults(),
            parameters.secrets().subList(from, to));
    return new DkgKey(of, vectors.subList(from, to));
  }

  /** The outcome of a ceremony {@linkplain DkgParameters#forSignatures for signatures}. */
  public PsThresholdKey signatureKey() {
    Check.that(
        parameters.secrets().size() > 1
            && parameters.secrets().getFirst() == Groups.SECOND
            && vectors.stream().skip(1).allMatch(v -> v.groups() == Groups.BOTH),
        "the ceremony was for a signing key");
    FeldmanVector x = vectors.getFirst();
    List<FeldmanVector> y = vectors.subList(1, vectors.size());
    PsVerificationKey key = new PsVerificationKey(x.secondAt(0), seconds(y, 0), firsts(y, 0));
    List<PsShareVerificationKey> shares = new ArrayList<>();
    for (int i = 1; i <= parameters.operators(); i++) {
      shares.add(new PsShareVerificationKey(i, x.secondAt(i), seconds(y, i)));
    }
    return new PsThresholdKey(parameters.threshold(), key, shares);
  }

  /** The outcome of a ceremony {@linkplain DkgParameters#forQuorum for quorum certificates}. */
  public ThresholdBlsKey quorumKey() {
    Check.that(
        parameters.secrets().equals(List.of(Groups.SECOND)),
        "the ceremony was for a key of quorum certificates");
    FeldmanVector vector = vectors.getFirst();
    List<G2> shares = new ArrayList<>();
    for (int i = 1; i <= parameters.operators(); i++) {
      shares.add(vector.secondAt(i));
    }
    return new ThresholdBlsKey(parameters.threshold(), vector.secondAt(0), shares);
  }

  /**
   * Of a ceremony {@linkplain DkgParameters#forDecryption for decryption}: each slot's public key
   * at index 0, or operator {@code index}'s public share of it.
   */
  public List<G1> decryptionKeys(int index) {
    Check.that(
        vectors.stream().allMatch(v -> v.groups() == Groups.FIRST),
        "the ceremony was for a decryption key");
    return firsts(vectors, index);
  }

  private static List<G1> firsts(List<FeldmanVector> vectors, int index) {
    return vectors.stream().map(vector -> vector.firstAt(index)).toList();
  }

  private static List<G2> seconds(List<FeldmanVector> vectors, int index) {
    return vectors.stream().map(vector -> vector.secondAt(index)).toList();
  }
}
