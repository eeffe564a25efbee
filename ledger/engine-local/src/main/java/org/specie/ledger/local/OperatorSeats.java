package org.specie.ledger.local;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;

/** The operators' keys this process holds, each at its place in the genesis. */
final class OperatorSeats {
  private record Seat(int operator, OperatorKey key) {}

  private final List<Seat> seats = new ArrayList<>();
  private final CertificateVerifier verifier;

  OperatorSeats(Genesis genesis, List<OperatorKey> keys) {
    this.verifier = new CertificateVerifier(genesis);
    OperatorSet operators = genesis.operators();
    for (int operator = 0; operator < operators.size(); operator++) {
      Ed25519PublicKey publicKey = operators.operators().get(operator).publicKey();
      for (OperatorKey key : keys) {
        if (key.publicKey().equals(publicKey)) {
          seats.add(new Seat(operator, key));
        }
      }
    }
    Check.that(seats.size() == keys.size(), "every key belongs to an operator of the genesis");
    Check.that(seats.size() >= operators.quorum(), "the keys at hand are a quorum");
  }

  /** The certificate that makes the block of {@code header} final. */
  CommitCertificate certify(BlockHeader header) {
    CommitCertificate certificate =
        new CommitCertificate(
            header.height(),
            header.hash(),
            seats.stream().map(seat -> seat.key().sign(seat.operator(), header)).toList());
    Check.that(
        verifier.verify(header, certificate) instanceof Verdict.Accepted,
        "what was just signed verifies");
    return certificate;
  }
}
