package org.specie.cash.protocol.transaction;

import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * That the auditor at {@code index} of the policy's auditors approves a payment of tier 2, or the
 * registrar at {@code index} a change of class. Source: docs/spec/12-tiers.md, clause 12.7, and
 * docs/spec/13-refunds-and-classes.md, clause 13.3.
 *
 * @param signature 64 bytes over {@link Statement#bytes}, or over {@link ClassOrder#statement}
 */
public record Approval(int index, ByteString signature) {
  /** Most auditors or registrars that sign. */
  public static final int APPROVALS_MAX = 32;

  /**
   * What auditors sign: one transaction, byte for byte, under one policy, until one height.
   *
   * @param core of the transaction
   */
  public record Statement(Domain domain, Hash32 core, Hash32 policyHash, long validUntil) {
    public ByteString bytes() {
      Encoder out = new Encoder().text("SPECIE approve v1");
      domain.encode(out);
      return out.hash(core).hash(policyHash).u64(validUntil).toByteString();
    }

    /** The approval of the auditor at {@code index}, whose key {@code auditor} is. */
    public Approval sign(int index, Ed25519SecretKey auditor) {
      return new Approval(index, auditor.sign(bytes()));
    }
  }

  public Approval {
    Check.that(0 <= index && index <= 0xff, "an index is one byte");
    Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
  }

  void encode(Encoder out) {
    out.u8(index).fixed(signature);
  }

  static Approval decode(Decoder in) throws MalformedInput {
    return new Approval(in.u8(), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
  }
}
