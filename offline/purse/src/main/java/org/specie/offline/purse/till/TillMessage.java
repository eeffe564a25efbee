package org.specie.offline.purse.till;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/** What a till and its purse tell each other. Spec: docs/spec/52-purse.md 7.4. */
public sealed interface TillMessage {
  /** Most tokens, payments or bookings in one message. */
  int ITEMS_MAX = 256;

  /** Longest token. */
  int TOKEN_MAX = 4_096;

  /** Of the key under which messages are sealed. */
  String LABEL = "specie/purse/till-message";

  /** Whose message it is, or for whom. */
  TillName till();

  /** Tokens that this till alone asks with from now on. */
  record Allotment(TillName till, List<Configuration> tokens) implements TillMessage {
    public Allotment {
      tokens = List.copyOf(tokens);
      Check.that(tokens.size() <= ITEMS_MAX, "a message has at most 256 tokens");
    }
  }

  /** What the till took, each payment on its token, those of one token in their order. */
  record Takings(TillName till, List<Token> payments) implements TillMessage {
    public Takings {
      payments = List.copyOf(payments);
      Check.that(payments.size() <= ITEMS_MAX, "a message has at most 256 payments");
    }
  }

  /** What the purse has: the till need not bring it again. */
  record Booked(TillName till, List<Booking> bookings) implements TillMessage {
    public Booked {
      bookings = List.copyOf(bookings);
      Check.that(bookings.size() <= ITEMS_MAX, "a message has at most 256 bookings");
    }
  }

  /** The payment of this number on this token. */
  record Booking(TokenId id, int sequence) {}

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Allotment(TillName till, List<Configuration> tokens) ->
          out.u8(1)
              .fixed(till.bytes())
              .list(tokens, (to, each) -> to.bytes(Token.fresh(each).encode()));
      case Takings(TillName till, List<Token> payments) ->
          out.u8(2).fixed(till.bytes()).list(payments, (to, each) -> to.bytes(each.encode()));
      case Booked(TillName till, List<Booking> bookings) ->
          out.u8(3)
              .fixed(till.bytes())
              .list(bookings, (to, each) -> to.fixed(each.id().bytes()).u32(each.sequence()));
    }
    return out.toByteString();
  }

  /**
   * The message for its way between till and purse, which are no others' to read or to write: who
   * could write here would have a till let go of payments that its purse does not have.
   *
   * @param key of this till and its purse alone
   */
  default ByteString seal(Secret key, Entropy entropy) {
    return SecretBox.seal(key, LABEL, ByteString.EMPTY, encode(), entropy);
  }

  /** Reads a message that was sealed under {@code key}. */
  static TillMessage open(Secret key, ByteString box) throws MalformedInput {
    return decode(
        SecretBox.open(key, LABEL, ByteString.EMPTY, box)
            .orElseThrow(() -> new MalformedInput("not sealed by this till or its purse")));
  }

  /** Reads a message and nothing after it. */
  static TillMessage decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    int kind = in.u8();
    TillName till = TillName.decode(in);
    TillMessage read =
        switch (kind) {
          case 1 -> new Allotment(till, configurations(in));
          case 2 -> new Takings(till, in.list(ITEMS_MAX, TillMessage::paid));
          case 3 ->
              new Booked(
                  till, in.list(ITEMS_MAX, each -> new Booking(TokenId.decode(each), each.u32())));
          default -> throw new MalformedInput("not a message of a till");
        };
    in.end();
    return read;
  }

  private static List<Configuration> configurations(Decoder in) throws MalformedInput {
    List<Configuration> read = new ArrayList<>();
    for (Token each : in.list(ITEMS_MAX, from -> Token.decode(from.bytes(TOKEN_MAX)))) {
      if (each.last().isPresent()) {
        throw new MalformedInput("a token that is allotted has no payment");
      }
      read.add(each.configuration());
    }
    return read;
  }

  private static Token paid(Decoder in) throws MalformedInput {
    Token read = Token.decode(in.bytes(TOKEN_MAX));
    if (read.last().isEmpty()) {
      throw new MalformedInput("what a till takes is a payment");
    }
    return read;
  }
}
