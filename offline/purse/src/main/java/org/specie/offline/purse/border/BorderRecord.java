package org.specie.offline.purse.border;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;

/**
 * Something that happened at a border. A key is the digest of the token that is paid. Spec:
 * docs/spec/53-float.md 7.1.
 */
public sealed interface BorderRecord {
  /** Longest request, token or transaction in a record. */
  int PART_MAX = 4_096;

  /** A customer wants the amount of this request, and will load it from that account. */
  record Asked(Request request, Address account, Hash32 salt) implements BorderRecord {}

  /** The load is final. */
  record Funded(Hash32 key, long height) implements BorderRecord {}

  /** The vault has paid. */
  record Paid(Hash32 key, Payment payment) implements BorderRecord {}

  /** The vault has not paid and never will; so much is to go back. */
  record Refused(Hash32 key, Amount back) implements BorderRecord {}

  /** A deposit was taken; its token carries the payment. */
  record Accepted(Token token, Address account) implements BorderRecord {}

  /** A redemption is about to be submitted. */
  record Ordered(Way way, Hash32 key, long validUntil, ByteString transaction)
      implements BorderRecord {}

  /** It is in a block. */
  record Credited(Way way, Hash32 key, long height) implements BorderRecord {}

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Asked(Request request, Address account, Hash32 salt) ->
          out.u8(1).bytes(request.encode()).fixed(account.bytes()).hash(salt);
      case Funded(Hash32 key, long height) -> out.u8(2).hash(key).u64(height);
      case Paid(Hash32 key, Payment payment) -> out.u8(3).hash(key).fixed(payment.encode());
      case Refused(Hash32 key, Amount back) -> out.u8(4).hash(key).u64(back.minor());
      case Accepted(Token token, Address account) ->
          out.u8(5).bytes(token.encode()).fixed(account.bytes());
      case Ordered(Way way, Hash32 key, long validUntil, ByteString transaction) -> {
        out.u8(6);
        way.encode(out);
        out.hash(key).u64(validUntil).bytes(transaction);
      }
      case Credited(Way way, Hash32 key, long height) -> {
        out.u8(7);
        way.encode(out);
        out.hash(key).u64(height);
      }
    }
    return out.toByteString();
  }

  /** Reads a record and nothing after it. */
  static BorderRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    BorderRecord read =
        switch (in.u8()) {
          case 1 -> new Asked(request(in), address(in), in.hash());
          case 2 -> new Funded(in.hash(), in.u64());
          case 3 -> new Paid(in.hash(), Payment.decode(in.fixed(ArtLayout.PAY_SIZE)));
          case 4 -> new Refused(in.hash(), amount(in));
          case 5 -> new Accepted(paid(in), address(in));
          case 6 -> new Ordered(Way.decode(in), in.hash(), in.u64(), in.bytes(PART_MAX));
          case 7 -> new Credited(Way.decode(in), in.hash(), in.u64());
          default -> throw new MalformedInput("not a record of a border");
        };
    in.end();
    return read;
  }

  private static Request request(Decoder in) throws MalformedInput {
    if (Message.decode(in.bytes(PART_MAX)) instanceof Request request
        && request.amount().isPresent()) {
      return request;
    }
    throw new MalformedInput("not a request of an amount");
  }

  private static Token paid(Decoder in) throws MalformedInput {
    Token token = Token.decode(in.bytes(PART_MAX));
    if (token.last().isEmpty()) {
      throw new MalformedInput("a deposit is a payment");
    }
    return token;
  }

  private static Address address(Decoder in) throws MalformedInput {
    return new Address(in.fixed(Address.SIZE));
  }

  /** What was loaded, which may be more than a device holds. */
  private static Amount amount(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (minor == 0 || !Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return Amount.ofMinor(minor);
  }
}
