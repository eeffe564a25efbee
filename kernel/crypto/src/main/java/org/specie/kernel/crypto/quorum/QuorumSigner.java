package org.specie.kernel.crypto.quorum;

import javax.security.auth.Destroyable;
import org.specie.kernel.core.ByteString;

/**
 * One signer's secret. What a share is for stands in the message: two purposes, two places in a
 * sequence or two views that a share must not pass between are two messages.
 */
public interface QuorumSigner extends Destroyable {
  /** The signer's number, from 0. */
  int signer();

  /** The share on {@code message}: a pure function of it. */
  ByteString share(ByteString message);

  /** Lets go of the secret; nothing is signed afterwards. */
  @Override
  void destroy();
}
