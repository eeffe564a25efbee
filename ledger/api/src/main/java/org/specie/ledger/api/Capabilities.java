package org.specie.ledger.api;

/**
 * What an engine promises.
 *
 * @param faultModel which operators may misbehave, and how
 * @param hasProposalPhase whether an application may veto a proposal before it is decided
 * @param isReconfigurable whether operators can change while it runs
 * @param proofKind what its certificates are made of
 */
public record Capabilities(
    FaultModel faultModel,
    boolean hasProposalPhase,
    boolean isReconfigurable,
    ProofKind proofKind) {
  /** Which operators may misbehave. */
  public enum FaultModel {
    /** One process, trusted; it may crash and come back. */
    CRASH_RECOVERY,
    /** Up to f of 3f + 1 operators lie. */
    BYZANTINE
  }

  /** What certificates are made of. */
  public enum ProofKind {
    /** One Ed25519 signature for each of a quorum of operators. */
    ED25519_MULTI_SIGNATURE,
    /** One BLS signature of the group. */
    THRESHOLD_BLS
  }
}
