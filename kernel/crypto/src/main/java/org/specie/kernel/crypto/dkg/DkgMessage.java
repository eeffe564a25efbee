package org.specie.kernel.crypto.dkg;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What an operator posts to the board, where everybody reads the same messages in the same order
 * and knows who sent each. Encoding: a tag byte, then the message; the parameters fix every length
 * that is not written. Source: docs/spec/04-threshold-signatures.md, clause 4.12.
 */
public sealed interface DkgMessage permits Announcement, Dealing, Complaint {

  /** Appends the tag and the message. */
  default void encode(Encoder out) {
    switch (this) {
      case Announcement announcement -> announcement.encodeBody(out.u8(1));
      case Dealing dealing -> dealing.encodeBody(out.u8(2));
      case Complaint complaint -> complaint.encodeBody(out.u8(3));
    }
  }

  /** Reads a message of the ceremony with {@code parameters}. */
  static DkgMessage decode(DkgParameters parameters, Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case 1 -> Announcement.decodeBody(in);
      case 2 -> Dealing.decodeBody(parameters, in);
      case 3 -> Complaint.decodeBody(parameters.operators(), in);
      default -> throw new MalformedInput("no such message of key generation");
    };
  }
}
