package org.specie.offline.purse.journal;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Chained;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;

/** Something that happened to a purse. Spec: docs/spec/52-purse.md 2.2. */
public sealed interface JournalRecord {
  /** Longest token or request in a record. */
  int MESSAGE_MAX = 4_096;

  /** A factory made a token for this purse. */
  record Stocked(Configuration configuration) implements JournalRecord {}

  /** A token was handed out; nobody else gets it until it comes back. */
  record Asked(Request request) implements JournalRecord {}

  /** A card that taps is about to be asked, and nobody else. */
  record AskedByTap(Request request) implements JournalRecord {}

  /** It did not pay, and nobody else has seen the request: the token can be handed out again. */
  record Withdrawn(TokenId id) implements JournalRecord {}

  /** A payment was accepted. */
  record Received(TokenId id, Payment payment) implements JournalRecord {}

  /** The device has turned the payment of this number into balance. */
  record Redeemed(TokenId id, int sequence) implements JournalRecord {}

  /** The device is about to be told to pay. */
  record Ordered(PayOrder order) implements JournalRecord {}

  /** It paid. */
  record Paid(Hash32 key, Payment payment) implements JournalRecord {}

  /** It did not. */
  record Declined(Hash32 key) implements JournalRecord {}

  /** From now on this till alone asks with the token. */
  record Allotted(TokenId id, TillName till) implements JournalRecord {}

  /** The certifier is about to be asked; the key in {@code place} waits for the answer. */
  record Blinded(int place, ByteString factor, ByteString request) implements JournalRecord {}

  /** The factory is about to be asked. */
  record Wished(ByteString request) implements JournalRecord {}

  /** Nobody is asked any more. */
  record Answered() implements JournalRecord {}

  /** The owner wants a payment made later. */
  record Planned(PlannedPayment payment) implements JournalRecord {}

  /** The owner does not want it any more. */
  record Unplanned(Hash32 key) implements JournalRecord {}

  /** The owner wants payments made again and again. */
  record Standing(StandingOrder order) implements JournalRecord {}

  /** These certificates came along with a payment that was accepted. */
  record Learnt(Chain chain) implements JournalRecord {}

  /** From now on the device pays under the class at the end of these, too. */
  record Adopted(Chain chain) implements JournalRecord {}

  /** From now on this is what the owner has chosen. */
  record Chosen(Settings settings) implements JournalRecord {}

  /** From now on the purse is kept in these. */
  record Kept(Upkeep upkeep) implements JournalRecord {}

  /** From now on so much is set aside under this name. */
  record SetAside(String jar, Amount amount) implements JournalRecord {
    public SetAside {
      Check.that(PlannedPayment.isJarName(jar), "a jar's name can be shown");
    }
  }

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Stocked(Configuration configuration) -> out.u8(1).bytes(configuration.encode());
      case Asked(Request request) -> out.u8(2).bytes(request.encode());
      case Received(TokenId id, Payment payment) ->
          out.u8(3).fixed(id.bytes()).fixed(payment.encode());
      case Redeemed(TokenId id, int sequence) -> out.u8(4).fixed(id.bytes()).u32(sequence);
      case Ordered(PayOrder order) -> {
        out.u8(5).bytes(order.token().encode());
        OfflineAmount.encode(out, order.amount());
        out.fixed(order.reference().bytes());
        order.time().encode(out);
      }
      case Paid(Hash32 key, Payment payment) -> out.u8(6).hash(key).fixed(payment.encode());
      case Declined(Hash32 key) -> out.u8(7).hash(key);
      case Blinded(int place, ByteString factor, ByteString request) ->
          out.u8(9).u8(place).fixed(factor).bytes(request);
      case Wished(ByteString request) -> out.u8(10).bytes(request);
      case Answered _ -> out.u8(11);
      case Planned(PlannedPayment payment) -> payment.encode(out.u8(12));
      case Unplanned(Hash32 key) -> out.u8(13).hash(key);
      case Standing(StandingOrder order) -> order.encode(out.u8(15));
      case SetAside(String jar, Amount amount) ->
          OfflineAmount.encode(out.u8(14).text(jar), amount);
      case Learnt(Chain chain) -> out.u8(16).bytes(new Chained(chain).encode());
      case Adopted(Chain chain) -> out.u8(20).bytes(new Chained(chain).encode());
      case Chosen(Settings settings) -> settings.encode(out.u8(17));
      case AskedByTap(Request request) -> out.u8(18).bytes(request.encode());
      case Withdrawn(TokenId id) -> out.u8(19).fixed(id.bytes());
      case Kept(Upkeep upkeep) -> upkeep.encode(out.u8(21));
      case Allotted(TokenId id, TillName till) -> out.u8(8).fixed(id.bytes()).fixed(till.bytes());
    }
    return out.toByteString();
  }

  /** Reads a record and nothing after it. */
  static JournalRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    JournalRecord read =
        switch (in.u8()) {
          case 1 -> stocked(in);
          case 2 -> new Asked(request(in));
          case 3 -> new Received(TokenId.decode(in), payment(in));
          case 4 -> new Redeemed(TokenId.decode(in), in.u32());
          case 5 ->
              new Ordered(
                  new PayOrder(
                      Token.decode(in.bytes(MESSAGE_MAX)),
                      OfflineAmount.decodePositive(in),
                      Reference.decode(in),
                      Minutes.decode(in)));
          case 6 -> new Paid(in.hash(), payment(in));
          case 7 -> new Declined(in.hash());
          case 8 -> new Allotted(TokenId.decode(in), TillName.decode(in));
          case 9 -> new Blinded(in.u8(), in.fixed(ArtLayout.MODULUS_SIZE), in.bytes(MESSAGE_MAX));
          case 10 -> new Wished(in.bytes(MESSAGE_MAX));
          case 11 -> new Answered();
          case 12 -> new Planned(PlannedPayment.decode(in));
          case 13 -> new Unplanned(in.hash());
          case 14 -> setAside(in);
          case 15 -> new Standing(StandingOrder.decode(in));
          case 16 -> new Learnt(certificates(in));
          case 20 -> new Adopted(certificates(in));
          case 17 -> new Chosen(Settings.decode(in));
          case 18 -> new AskedByTap(request(in));
          case 19 -> new Withdrawn(TokenId.decode(in));
          case 21 -> new Kept(Upkeep.decode(in));
          default -> throw new MalformedInput("not a record of a purse");
        };
    in.end();
    return read;
  }

  private static Stocked stocked(Decoder in) throws MalformedInput {
    Token token = Token.decode(in.bytes(MESSAGE_MAX));
    if (token.last().isPresent()) {
      throw new MalformedInput("a token that is stocked has no payment");
    }
    return new Stocked(token.configuration());
  }

  private static SetAside setAside(Decoder in) throws MalformedInput {
    String jar = in.text(PlannedPayment.JAR_MAX);
    if (!PlannedPayment.isJarName(jar)) {
      throw new MalformedInput("a jar's name can be shown");
    }
    return new SetAside(jar, OfflineAmount.decode(in));
  }

  private static Request request(Decoder in) throws MalformedInput {
    if (Message.decode(in.bytes(MESSAGE_MAX)) instanceof Request request) {
      return request;
    }
    throw new MalformedInput("not a request");
  }

  private static Chain certificates(Decoder in) throws MalformedInput {
    if (Message.decode(in.bytes(MESSAGE_MAX)) instanceof Chained(Chain chain)) {
      return chain;
    }
    throw new MalformedInput("not certificates");
  }

  private static Payment payment(Decoder in) throws MalformedInput {
    return Payment.decode(in.fixed(ArtLayout.PAY_SIZE));
  }
}
