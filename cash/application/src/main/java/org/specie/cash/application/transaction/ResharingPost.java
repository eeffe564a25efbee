package org.specie.cash.application.transaction;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;

/**
 * What one operator contributes to one round of handing the issuing key on, signed with its
 * consensus key. Source: docs/spec/27-membership.md, section 6.
 */
public record ResharingPost(Statement statement, ByteString signature) {
  private static final DomainTag TAG = new DomainTag("specie/cash/resharing-post/1");

  /**
   * What the operator signs.
   *
   * @param plan the record of the act that planned the change
   * @param round from 1
   * @param place of the operator, from 1: in the set in force for a dealing, in the new one for the
   *     rest
   * @param messages the round's, as their encoding says; it takes the plan to read them
   */
  public record Statement(Hash32 plan, int round, int place, ByteString messages) {
    /** The most bytes of messages: what a transaction holds beside the rest. */
    public static final int MESSAGES_BYTES_MAX = Transaction.BYTES_MAX - 256;

    public Statement {
      Check.that(0 <= round && round <= 0xff, "a round is one byte");
      Check.that(0 <= place && place <= 0xffff, "a place is two bytes");
      Check.that(messages.size() <= MESSAGES_BYTES_MAX, "a post fits a transaction");
    }

    /** The bytes to sign on the ledger {@code ledgerId}. */
    public ByteString bytes(Hash32 ledgerId) {
      Encoder out = new Encoder().hash(ledgerId);
      encode(out);
      return TAG.frame(out.toByteString());
    }

    /** The post of the operator with {@code key}. */
    public ResharingPost sign(Hash32 ledgerId, OperatorKey key) {
      return new ResharingPost(this, key.sign(bytes(ledgerId)));
    }

    private void encode(Encoder out) {
      out.hash(plan).u8(round).u16(place).bytes(messages);
    }

    private static Statement decode(Decoder in) throws MalformedInput {
      return new Statement(in.hash(), in.u8(), in.u16(), in.bytes(MESSAGES_BYTES_MAX));
    }
  }

  public ResharingPost {
    Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
  }

  /** Whether the owner of {@code key} signed it on the ledger {@code ledgerId}. 100 µs. */
  public boolean isSignedBy(Ed25519PublicKey key, Hash32 ledgerId) {
    return key.verify(statement.bytes(ledgerId), signature);
  }

  void encode(Encoder out) {
    statement.encode(out);
    out.fixed(signature);
  }

  static ResharingPost decode(Decoder in) throws MalformedInput {
    return new ResharingPost(Statement.decode(in), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
  }
}
