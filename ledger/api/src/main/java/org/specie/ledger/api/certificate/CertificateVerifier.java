package org.specie.ledger.api.certificate;

import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Says whether a quorum of one set of operators made a header final. It needs the ledger's identity
 * and the set; which set is in force at a height is for {@link
 * org.specie.ledger.api.chain.OperatorTimeline} to say. Every signature must hold, also those
 * beyond the quorum, so that no byte of a certificate can be changed unnoticed. Immutable. Source:
 * docs/spec/20-ledger.md, clause 6.3.
 */
public final class CertificateVerifier {
  private final Hash32 ledgerId;
  private final OperatorSet operators;
  private final Hash32 operatorsHash;
  private final QuorumKey key;

  public CertificateVerifier(Hash32 ledgerId, OperatorSet operators) {
    this.ledgerId = ledgerId;
    this.operators = operators;
    this.operatorsHash = operators.hash();
    this.key = operators.executionKey();
  }

  /** For the first epoch. */
  public CertificateVerifier(Genesis genesis) {
    this(genesis.ledgerId(), genesis.operators());
  }

  /** The operators whose certificates are believed here. */
  public OperatorSet operators() {
    return operators;
  }

  /** Whether {@code certificate} makes the block of {@code header} final. */
  public Verdict verify(BlockHeader header, CommitCertificate certificate) {
    boolean holds =
        header.ledgerId().equals(ledgerId)
            && certificate.height() == header.height()
            && certificate.headerHash().equals(header.hash())
            && key.isValid(CommitCertificate.signedBytes(header), certificate.quorum());
    return holds ? Verdict.accepted() : LedgerRefusal.CERTIFICATE_INVALID.refused();
  }

  /**
   * Whether {@code next} are the operators that {@code header} hands over to: nobody new, or the
   * set of the next epoch whose hash stands in the header.
   */
  public Verdict handover(BlockHeader header, Optional<OperatorSet> next) {
    boolean isRight =
        next.isEmpty()
            ? header.nextOperators().equals(operatorsHash)
            : next.get().epoch() == operators.epoch() + 1
                && header.nextOperators().equals(next.get().hash());
    return isRight ? Verdict.accepted() : LedgerRefusal.OPERATORS_DIFFER.refused();
  }

  /** The verifier of the blocks after one that hands over to {@code next}. */
  public CertificateVerifier after(Optional<OperatorSet> next) {
    return next.isPresent() ? new CertificateVerifier(ledgerId, next.get()) : this;
  }
}
