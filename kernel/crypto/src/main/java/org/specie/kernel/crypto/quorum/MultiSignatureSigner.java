package org.specie.kernel.crypto.quorum;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** Signs shares with an Ed25519 key, under a label that keeps them apart from its other work. */
public final class MultiSignatureSigner implements QuorumSigner {
  private final int signer;
  private final Ed25519SecretKey key;

  /** Takes over {@code key}; destroying the signer destroys it. */
  public MultiSignatureSigner(int signer, Ed25519SecretKey key) {
    Check.that(
        0 <= signer && signer < QuorumCertificate.SIGNERS_MAX, "a signer is numbered 0 to 1023");
    this.signer = signer;
    this.key = key;
  }

  @Override
  public int signer() {
    return signer;
  }

  @Override
  public ByteString share(ByteString message) {
    return key.sign(MultiSignatureKey.signed(message));
  }

  @Override
  public void destroy() {
    key.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return key.isDestroyed();
  }

  @Override
  public String toString() {
    return "MultiSignatureSigner[" + signer + ", redacted]";
  }
}
