package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/**
 * Second round: one vector for each secret, a point R = r·g that seals the shares, the proof that
 * the dealer knows every secret and r, and for each recipient that announced itself, in the order
 * of indices, one sealed share of each secret.
 */
public record Dealing(
    List<FeldmanVector> vectors, G1 sealingPoint, DealerProof proof, List<List<Scalar>> sealed)
    implements DkgMessage {
  public Dealing {
    vectors = List.copyOf(vectors);
    sealed = sealed.stream().map(List::copyOf).toList();
  }

  /**
   * Shares of {@code polynomials}, whose vectors these are, for the owners of {@code
   * encryptionKeys}, with a fresh sealing point and the proof.
   */
  static Dealing deal(
      Ceremony parameters,
      int dealer,
      List<SecretPolynomial> polynomials,
      List<FeldmanVector> vectors,
      SortedMap<Integer, G1> encryptionKeys,
      Entropy entropy) {
    Scalar sealing = Scalar.random(entropy);
    G1 sealingPoint = G1.GENERATOR.times(sealing);
    DealerProof proof =
        DealerProof.prove(
            new DealerProof.Statement(parameters, dealer, vectors, sealingPoint),
            polynomials,
            sealing,
            entropy);
    List<List<Scalar>> sealed = new ArrayList<>();
    encryptionKeys.forEach(
        (recipient, key) ->
            sealed.add(
                ShareSealing.seal(
                    new ShareSealing.Route(parameters, dealer, recipient),
                    sealingPoint,
                    key.times(sealing),
                    polynomials.stream().map(p -> p.at(recipient)).toList())));
    return new Dealing(vectors, sealingPoint, proof, sealed);
  }

  /** What {@link Announcement#vectors} commits {@code dealer} to. */
  static Hash32 hash(Ceremony parameters, int dealer, List<FeldmanVector> vectors) {
    Encoder out = new Encoder().text("SPECIE-DKG-VECTORS-V1");
    out.hash(parameters.hash()).u16(dealer);
    vectors.forEach(vector -> vector.encode(out));
    return Hash32.sha256(out.toByteArray());
  }

  /** Whether the dealing has the parameters' shape for this number of recipients. */
  boolean hasShapeOf(Ceremony parameters, int recipients) {
    List<Groups> groups = vectors.stream().map(FeldmanVector::groups).toList();
    return groups.equals(parameters.secrets())
        && vectors.stream().allMatch(v -> v.threshold() == parameters.threshold())
        && sealed.size() == recipients
        && sealed.stream().allMatch(row -> row.size() == parameters.secrets().size());
  }

  /** Whether {@code shares} lie on the dealt polynomials. */
  boolean areRight(int recipient, List<Scalar> shares) {
    boolean right = true;
    for (int k = 0; k < shares.size(); k++) {
      right &= vectors.get(k).opensAt(recipient, shares.get(k));
    }
    return right;
  }

  /**
   * Whether {@code complaint} opens the {@code row} sealed under {@code encryptionKey} to
   * everybody, and shares in it are wrong.
   */
  boolean isRefutedBy(
      Complaint complaint, ShareSealing.Route route, List<Scalar> row, G1 encryptionKey) {
    return ShareSealing.isAgreement(
            route, encryptionKey, sealingPoint, complaint.agreed(), complaint.proof())
        && !areRight(
            route.recipient(), ShareSealing.open(route, sealingPoint, complaint.agreed(), row));
  }

  void encodeBody(Encoder out) {
    vectors.forEach(vector -> vector.encode(out));
    sealingPoint.encode(out);
    proof.encode(out);
    out.list(sealed, (each, row) -> row.forEach(scalar -> scalar.encode(each)));
  }

  static Dealing decodeBody(Ceremony parameters, Decoder in) throws MalformedInput {
    List<FeldmanVector> vectors = new ArrayList<>();
    for (Groups groups : parameters.secrets()) {
      vectors.add(FeldmanVector.decode(groups, parameters.threshold(), in));
    }
    G1 sealingPoint = G1.decodeInSubgroup(in);
    DealerProof proof = DealerProof.decode(parameters, in);
    List<List<Scalar>> sealed =
        in.list(parameters.operators(), row -> decodeRow(parameters.secrets().size(), row));
    return new Dealing(vectors, sealingPoint, proof, sealed);
  }

  private static List<Scalar> decodeRow(int size, Decoder in) throws MalformedInput {
    List<Scalar> row = new ArrayList<>(size);
    for (int k = 0; k < size; k++) {
      row.add(Scalar.decode(in));
    }
    return row;
  }
}
