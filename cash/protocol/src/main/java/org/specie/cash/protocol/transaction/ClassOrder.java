package org.specie.cash.protocol.transaction;

import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * That registrars move a person to another wallet class. Its owner carries it out, once. Source:
 * docs/spec/13-refunds-and-classes.md, clauses 13.1 and 13.3. Encoding: 96 + 8 + 1 + 8 bytes.
 *
 * @param publicSpendKey K of the person, in the group of order r
 * @param number one more than that of the person's last change, from 1
 * @param classId where the person comes to
 * @param validUntil last height at which it may be carried out
 */
public record ClassOrder(G1 publicSpendKey, long number, int classId, long validUntil) {
  /** What registrars sign. */
  public ByteString statement(Domain domain) {
    Encoder out = new Encoder().text("SPECIE class v1");
    domain.encode(out);
    encode(out);
    return out.toByteString();
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    publicSpendKey.encode(out);
    out.u64(number).u8(classId).u64(validUntil);
  }

  /** Reads the canonical bytes; K is in the group of order r. */
  public static ClassOrder decode(Decoder in) throws MalformedInput {
    return new ClassOrder(G1.decodeInSubgroup(in), in.u64(), in.u8(), in.u64());
  }
}
