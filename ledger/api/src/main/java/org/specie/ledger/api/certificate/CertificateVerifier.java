package org.specie.ledger.api.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate.OperatorSignature;

/**
 * Says whether a quorum of a ledger's operators signed a header. It needs the genesis and nothing
 * else. Every signature must hold, also those beyond the quorum, so that no byte of a certificate
 * can be changed unnoticed. Cost: one Ed25519 verification a signature. Source:
 * docs/spec/20-ledger.md, clause 6.3.
 */
public final class CertificateVerifier {
  private final Hash32 ledgerId;
  private final OperatorSet operators;

  public CertificateVerifier(Genesis genesis) {
    this.ledgerId = genesis.ledgerId();
    this.operators = genesis.operators();
  }

  /** Whether {@code certificate} makes the block of {@code header} final. */
  public Verdict verify(BlockHeader header, CommitCertificate certificate) {
    boolean isAboutHeader =
        header.ledgerId().equals(ledgerId)
            && certificate.height() == header.height()
            && certificate.headerHash().equals(header.hash());
    if (!isAboutHeader || certificate.signatures().size() < operators.quorum()) {
      return LedgerRefusal.CERTIFICATE_INVALID.refused();
    }
    ByteString signed = CommitCertificate.signedBytes(header);
    for (OperatorSignature each : certificate.signatures()) {
      if (each.operator() >= operators.size() || !isValid(each, signed)) {
        return LedgerRefusal.CERTIFICATE_INVALID.refused();
      }
    }
    return Verdict.accepted();
  }

  private boolean isValid(OperatorSignature each, ByteString signed) {
    return operators.operators().get(each.operator()).publicKey().verify(signed, each.signature());
  }
}
