package org.specie.services.registrar.evidence;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;

/**
 * What registrars are asked: to let the person of some evidence in with one wallet. Nothing of it
 * is verified. Source: docs/spec/43-registrar.md, clause 2.1.
 *
 * @param signature the identity provider's, on the evidence
 * @param publicSpendKey of the person's wallet, as it came
 * @param validUntil the last height at which the enrolment may be applied
 * @param consent of the key for which the evidence was made out, on {@link #toSign}
 * @param mark of the provider that brings it, if it has one
 */
public record Registration(
    Evidence evidence,
    ByteString signature,
    ByteString publicSpendKey,
    long validUntil,
    ByteString consent,
    Optional<Mark> mark) {
  private static final String LABEL = "SPECIE registration v1";

  /** One that no provider has marked. */
  public Registration(
      Evidence evidence,
      ByteString signature,
      ByteString publicSpendKey,
      long validUntil,
      ByteString consent) {
    this(evidence, signature, publicSpendKey, validUntil, consent, Optional.empty());
  }

  /** The same as the provider of {@code marked} brings it. */
  public Registration with(Mark marked) {
    return new Registration(
        evidence, signature, publicSpendKey, validUntil, consent, Optional.of(marked));
  }

  /**
   * What the holder of {@code evidence} signs to have one wallet registered with it.
   *
   * @param domain where the wallet is, encoded
   */
  public static ByteString toSign(
      ByteString domain, Evidence evidence, ByteString publicSpendKey, long validUntil) {
    return new Encoder()
        .text(LABEL)
        .fixed(domain)
        .bytes(evidence.bytes())
        .fixed(publicSpendKey)
        .u64(validUntil)
        .toByteString();
  }

  /** What {@link #consent} has to be on. */
  public ByteString signed(ByteString domain) {
    return toSign(domain, evidence, publicSpendKey, validUntil);
  }

  @Override
  public String toString() {
    return "Registration[redacted]";
  }
}
