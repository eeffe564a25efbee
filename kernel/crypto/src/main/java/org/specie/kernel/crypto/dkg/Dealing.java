package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;

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

  /** What {@link Announcement#vectors} commits {@code dealer} to. */
  static Hash32 hash(DkgParameters parameters, int dealer, List<FeldmanVector> vectors) {
    Encoder out = new Encoder().text("SPECIE-DKG-VECTORS-V1");
    out.hash(parameters.hash()).u16(dealer);
    vectors.forEach(vector -> vector.encode(out));
    return Hash32.sha256(out.toByteArray());
  }

  /** Whether the dealing has the parameters' shape for this number of recipients. */
  boolean hasShapeOf(DkgParameters parameters, int recipients) {
    List<Groups> groups = vectors.stream().map(FeldmanVector::groups).toList();
    return groups.equals(parameters.secrets())
        && vectors.stream().allMatch(v -> v.threshold() == parameters.threshold())
        && sealed.size() == recipients
        && sealed.stream().allMatch(row -> row.size() == parameters.secrets().size());
  }

  void encodeBody(Encoder out) {
    vectors.forEach(vector -> vector.encode(out));
    sealingPoint.encode(out);
    proof.encode(out);
    out.list(sealed, (each, row) -> row.forEach(scalar -> scalar.encode(each)));
  }

  static Dealing decodeBody(DkgParameters parameters, Decoder in) throws MalformedInput {
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
