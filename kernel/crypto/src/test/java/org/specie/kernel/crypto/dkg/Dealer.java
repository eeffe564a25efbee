package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/**
 * A dealer whose every part a test may replace before it is posted. Left alone it deals as {@link
 * DkgParticipant} does.
 */
final class Dealer {
  final DkgParameters parameters;
  final int index;
  final Entropy entropy;
  final Scalar decryptionKey;
  final Scalar sealing;
  final List<SecretPolynomial> polynomials = new ArrayList<>();
  final List<FeldmanVector> vectors = new ArrayList<>();
  G1 sealingPoint;

  Dealer(DkgParameters parameters, int index, Entropy entropy) {
    this.parameters = parameters;
    this.index = index;
    this.entropy = entropy;
    decryptionKey = Scalar.random(entropy);
    sealing = Scalar.random(entropy);
    sealingPoint = G1.GENERATOR.times(sealing);
    for (Groups groups : parameters.secrets()) {
      polynomials.add(SecretPolynomial.random(parameters.threshold(), entropy));
      vectors.add(polynomials.getLast().commit(groups));
    }
  }

  Announcement announcement() {
    return new Announcement(
        Dealing.hash(parameters, index, vectors), G1.GENERATOR.times(decryptionKey));
  }

  DealerProof proof() {
    return DealerProof.prove(
        new DealerProof.Statement(parameters, index, vectors, sealingPoint),
        polynomials,
        sealing,
        entropy);
  }

  List<List<Scalar>> sealed(DkgBoard board) {
    List<List<Scalar>> rows = new ArrayList<>();
    board
        .recipients()
        .forEach(
            (recipient, announcement) ->
                rows.add(
                    ShareSealing.seal(
                        new ShareSealing.Route(parameters, index, recipient),
                        sealingPoint,
                        announcement.encryptionKey().times(sealing),
                        polynomials.stream().map(p -> p.at(recipient)).toList())));
    return rows;
  }

  Dealing dealing(DkgBoard board) {
    return new Dealing(vectors, sealingPoint, proof(), sealed(board));
  }

  Complaint complaint(DkgBoard board, int dealer) {
    G1 theirs = board.dealing(dealer).sealingPoint();
    G1 agreed = theirs.times(decryptionKey);
    return new Complaint(
        dealer,
        agreed,
        ShareSealing.proveAgreement(
            new ShareSealing.Route(parameters, dealer, index),
            decryptionKey,
            G1.GENERATOR.times(decryptionKey),
            theirs,
            agreed,
            entropy));
  }
}
