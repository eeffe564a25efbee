package org.specie.services.registrar.evidence;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * What an identity provider signs of a person. Source: docs/spec/41-psp.md 41.10.
 *
 * @param issuer the identity provider
 * @param pseudonym the same for the same person on one ledger; it tells nothing else
 * @param holder the key by which the person is a customer: to others the evidence is worth nothing
 * @param classId what kind of wallet the person may have
 * @param expires the last second in which it is good
 */
public record Evidence(
    String issuer, Hash32 pseudonym, Ed25519PublicKey holder, int classId, long expires) {
  private static final String SIGNED = "SPECIE evidence v1";
  private static final String IDENTITY = "SPECIE identity v1";

  /** The bytes that are signed. */
  public ByteString bytes() {
    return new Encoder()
        .text(SIGNED)
        .text(issuer)
        .hash(pseudonym)
        .fixed(holder.bytes())
        .u8(classId)
        .u64(expires)
        .toByteString();
  }

  /**
   * What registrars are told: who it is, and nothing that changes from one evidence to the next.
   */
  public ByteString identity() {
    return new Encoder().text(IDENTITY).text(issuer).hash(pseudonym).toByteString();
  }
}
