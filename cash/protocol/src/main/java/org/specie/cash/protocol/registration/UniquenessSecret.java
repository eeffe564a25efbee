package org.specie.cash.protocol.registration;

import javax.security.auth.Destroyable;
import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.seed.Secret;

/**
 * The secret behind uniqueness tags, the same for all registrars of a ledger. Without it nobody can
 * tell from a tag whose it is, nor try identity numbers against it. Source: docs/spec/22-node.md,
 * clause 3.2.
 */
public final class UniquenessSecret implements Destroyable {
  private static final String LABEL = "specie/registrar/uniqueness";

  private final Secret secret;

  /** Takes {@code secret} over, 32 bytes, and destroys it with itself. */
  public UniquenessSecret(Secret secret) {
    this.secret = secret;
  }

  /** The same for the same person on one ledger, whoever of the registrars computes it. */
  public Hash32 tag(Domain domain, ByteString evidence) {
    Encoder context = new Encoder();
    domain.encode(context);
    Secret tag = secret.derive(LABEL, Hash32.SIZE, context.toByteString(), evidence);
    return tag.lend(Hash32::of);
  }

  @Override
  public void destroy() {
    secret.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret.isDestroyed();
  }

  @Override
  public String toString() {
    return "UniquenessSecret[redacted]";
  }
}
