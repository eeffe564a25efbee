package org.specie.ledger.consensus.certificate;

import org.specie.ledger.consensus.value.Quorums;

/** The four certificates of the protocol. Source: docs/spec/23-sbft.md, clause 3.3. */
public enum CertificateKind {
  /** σ(h): 3f + c + 1 votes; the slot is committed. */
  FAST,
  /** τ(h): 2f + c + 1 votes; no other value can be prepared in this view. */
  PREPARED,
  /** τ(τ(h)): 2f + c + 1 replicas hold a prepared certificate; the slot is committed. */
  COMMITTED,
  /** π(d): f + 1 replicas executed to this header; the block is final for everybody. */
  EXECUTED;

  /** How many replicas' shares it takes. */
  public int threshold(Quorums quorums) {
    return switch (this) {
      case FAST -> quorums.fast();
      case PREPARED, COMMITTED -> quorums.prepared();
      case EXECUTED -> quorums.execution();
    };
  }
}
