package org.specie.ledger.sbft.verification;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumSigner;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * What an operator signs with in one epoch: its consensus key for what it says alone, and its parts
 * of the keys the operators use together. A secret.
 */
public final class EpochSecrets {
  private final Ed25519SecretKey identity;
  private final QuorumSigner fast;
  private final QuorumSigner commit;
  private final QuorumSigner execution;

  /** With multi-signatures the three signers may be one. */
  public EpochSecrets(
      Ed25519SecretKey identity, QuorumSigner fast, QuorumSigner commit, QuorumSigner execution) {
    this.identity = identity;
    this.fast = fast;
    this.commit = commit;
    this.execution = execution;
  }

  ByteString sign(ByteString message) {
    return identity.sign(message);
  }

  ByteString fastShare(ByteString message) {
    return fast.share(message);
  }

  ByteString commitShare(ByteString message) {
    return commit.share(message);
  }

  ByteString executionShare(ByteString message) {
    return execution.share(message);
  }

  @Override
  public String toString() {
    return "EpochSecrets[secret]";
  }
}
