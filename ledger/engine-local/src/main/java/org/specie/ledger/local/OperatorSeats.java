package org.specie.ledger.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;

/** The operators' keys this process holds, to be seated in whatever set is in force. */
final class OperatorSeats {
  private final List<OperatorKey> keys;

  OperatorSeats(List<OperatorKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Whether every key is one of {@code operators}'. */
  boolean areAllOf(OperatorSet operators) {
    List<Ed25519PublicKey> seated =
        operators.operators().stream().map(OperatorSet.Operator::publicKey).toList();
    return keys.stream().allMatch(key -> seated.contains(key.publicKey()));
  }

  /** Whether the keys at hand are a quorum of {@code operators}. */
  boolean areQuorumOf(OperatorSet operators) {
    return operators.scheme() instanceof CertificateScheme.MultiSignature
        && operators.operators().stream().filter(this::isSeated).count() >= operators.quorum();
  }

  private boolean isSeated(OperatorSet.Operator operator) {
    return keys.stream().anyMatch(key -> key.publicKey().equals(operator.publicKey()));
  }

  /** The certificate that makes the block of {@code header} final. */
  CommitCertificate certify(CertificateVerifier inForce, BlockHeader header) throws IOException {
    OperatorSet operators = inForce.operators();
    if (!areQuorumOf(operators)) {
      throw new IOException(
          "block "
              + header.height()
              + " needs "
              + operators.quorum()
              + " of the operators of epoch "
              + operators.epoch()
              + ", and this process does not hold that many of their keys;"
              + " give it the keys of the new operators");
    }
    List<QuorumCertificate.Part> parts = new ArrayList<>();
    for (int i = 0; i < operators.size(); i++) {
      for (OperatorKey key : keys) {
        if (key.publicKey().equals(operators.operators().get(i).publicKey())) {
          parts.add(key.sign(i, header));
        }
      }
    }
    CommitCertificate certificate = CommitCertificate.of(header, parts);
    Check.that(
        inForce.verify(header, certificate) instanceof Verdict.Accepted,
        "what was just signed verifies");
    return certificate;
  }
}
