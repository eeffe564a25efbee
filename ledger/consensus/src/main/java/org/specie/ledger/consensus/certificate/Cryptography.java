package org.specie.ledger.consensus.certificate;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * The keys of one replica in one epoch, and everybody's public ones. A function of its arguments:
 * the same question gets the same answer, so a shell may have asked it before on another thread.
 */
public interface Cryptography {
  /** This replica's share of {@code statement}. Of a vote, what both its certificates need. */
  ByteString share(Statement statement);

  /** Whether {@code share} is {@code signer}'s of {@code statement}. */
  boolean isShare(Statement statement, ReplicaId signer, ByteString share);

  /**
   * What shares came to.
   *
   * @param certificate present if enough of them were good
   * @param liars whose shares were not
   */
  record Combined(Optional<QuorumCertificate> certificate, SortedSet<ReplicaId> liars) {}

  /** Makes a certificate of unverified shares, leaving out those that are bad. */
  Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares);

  /** Whether {@code certificate} is one of {@code kind} on {@code statement}. */
  boolean isCertificate(CertificateKind kind, Statement statement, QuorumCertificate certificate);

  /** This replica's identity signature, which others may relay or show as evidence. */
  ByteString sign(Signed signed);

  /** Whether {@code signature} is {@code signer}'s on {@code signed}. */
  boolean isSignature(Signed signed, ReplicaId signer, ByteString signature);
}
