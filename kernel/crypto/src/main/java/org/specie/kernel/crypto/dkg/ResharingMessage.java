package org.specie.kernel.crypto.dkg;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * What is posted to the board when a key is handed on. Encoding: a tag byte, then the message; the
 * parameters fix every length that is not written. Source: docs/spec/04-threshold-signatures.md,
 * clause 4.21.
 */
public sealed interface ResharingMessage {
  /**
   * A new operator: "seal my shares under this key", made for this ceremony and destroyed after.
   */
  record RecipientKey(G1 encryptionKey) implements ResharingMessage {}

  /** An old holder's share of each secret, shared among the new operators. */
  record Redealing(Dealing dealing) implements ResharingMessage {}

  /** A new operator: "what this holder sealed for me is wrong", open for everybody to look. */
  record Objection(Complaint complaint) implements ResharingMessage {}

  /** Appends the tag and the message. */
  default void encode(Encoder out) {
    switch (this) {
      case RecipientKey(var key) -> key.encode(out.u8(1));
      case Redealing(var dealing) -> dealing.encodeBody(out.u8(2));
      case Objection(var complaint) -> complaint.encodeBody(out.u8(3));
    }
  }

  /** Reads a message of the ceremony with {@code parameters}. */
  static ResharingMessage decode(ResharingParameters parameters, Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case 1 -> new RecipientKey(G1.decodeInSubgroup(in));
      case 2 -> new Redealing(Dealing.decodeBody(parameters, in));
      case 3 -> new Objection(Complaint.decodeBody(parameters.from().holders(), in));
      default -> throw new MalformedInput("no such message of resharing");
    };
  }
}
