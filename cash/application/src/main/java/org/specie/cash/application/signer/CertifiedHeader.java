package org.specie.cash.application.signer;

import java.util.Optional;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * A header, what is said to make its block final, and the operators the block hands over to if they
 * are others; only a signer's own check makes it so.
 */
public record CertifiedHeader(
    BlockHeader header, CommitCertificate certificate, Optional<OperatorSet> newOperators) {

  /** A header of a block that leaves the operators as they are. */
  public CertifiedHeader(BlockHeader header, CommitCertificate certificate) {
    this(header, certificate, Optional.empty());
  }
}
