package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * That a person is enrolled, kept under the pid. All of it is in the enrolment transaction, which
 * is public; nothing later ever refers to it.
 */
public record EnrolmentRecord(Hash32 uniqueness, G1 publicSpendKey, int classId, long height) {
  ByteString encode() {
    Encoder out = new Encoder().hash(uniqueness);
    publicSpendKey.encode(out);
    return out.u8(classId).u64(height).toByteString();
  }

  static EnrolmentRecord decode(Decoder in) throws MalformedInput {
    return new EnrolmentRecord(in.hash(), G1.decode(in), in.u8(), in.u64());
  }
}
