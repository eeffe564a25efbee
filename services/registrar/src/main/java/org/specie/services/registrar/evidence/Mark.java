package org.specie.services.registrar.evidence;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Which provider brings a registration, signed by it. Nothing of it is verified. Source:
 * docs/spec/43-registrar.md, clause 2.4.
 *
 * @param provider by which registrars know it
 * @param signatures on {@link #toSign}, of its key, and of the one before while that is replaced
 */
public record Mark(String provider, List<ByteString> signatures) {
  /** Signatures: two keys are in use while one is replaced. */
  public static final int SIGNATURES_MAX = 2;

  private static final String LABEL = "SPECIE provider v1";

  public Mark {
    signatures = List.copyOf(signatures);
  }

  /** What a provider called {@code provider} signs to bring {@code asked} to registrars. */
  public static ByteString toSign(ByteString domain, String provider, Registration asked) {
    return new Encoder()
        .text(LABEL)
        .fixed(domain)
        .text(provider)
        .bytes(asked.signed(domain))
        .toByteString();
  }

  /** Whether it says that the provider of {@code key} brings {@code asked}. */
  public boolean isOf(Ed25519PublicKey key, ByteString domain, Registration asked) {
    ByteString message = toSign(domain, provider, asked);
    return signatures.stream().anyMatch(each -> key.verify(message, each));
  }
}
