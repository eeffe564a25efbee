package org.specie.cash.application.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * The last change of a person's wallet class, kept under the pid. Source:
 * docs/spec/13-refunds-and-classes.md, clause 13.4.
 *
 * @param classId the class since then
 * @param number how many changes there were
 * @param height of the block of the last one
 */
public record ClassRecord(int classId, long number, long height) {
  ByteString encode() {
    return new Encoder().u8(classId).u64(number).u64(height).toByteString();
  }

  static ClassRecord decode(Decoder in) throws MalformedInput {
    return new ClassRecord(in.u8(), in.u64(), in.u64());
  }
}
