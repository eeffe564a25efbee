package org.specie.offline.vault.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.Redeemed;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/** A step of a vault. Spec: docs/spec/55-vault.md 3.1. */
public sealed interface VaultRecord {
  /** A process took the vault over. */
  record Opened() implements VaultRecord {}

  /** The HSM made the device's key. */
  record Made(P256Key point) implements VaultRecord {}

  /** The root said which device it is. */
  record Initialised(Facts facts, KeyCert root) implements VaultRecord {}

  /** The managers named the owner. */
  record Personalised(OwnerId owner) implements VaultRecord {}

  /** It is in use. */
  record Activated() implements VaultRecord {}

  /** A certificate is known. */
  record Learnt(Certificate certificate) implements VaultRecord {}

  /** An agent vouched for a time. */
  record Timed(Minutes time) implements VaultRecord {}

  /** The HSM made a payment key, under a name with this mark. */
  record Generated(long mark, P256Key key) implements VaultRecord {}

  /** A payment key was certified. */
  record Certified(PayCert certificate) implements VaultRecord {}

  /** A request to an agent was numbered. */
  record Requested(int number) implements VaultRecord {}

  /** The balance fell by a payment. */
  record Paid(TokenId id, Validity validity, boolean approved, Payment payment)
      implements VaultRecord {}

  /** The balance rose by a payment. */
  record Credited(TokenId id, Validity validity, Amount amount, Redeemed redeemed)
      implements VaultRecord {}

  /** The balance rose by a load. */
  record Loaded(int serial, Amount amount) implements VaultRecord {}

  /** From this amount on a payment needs approval. */
  record Limited(Amount payment) implements VaultRecord {}

  /** It pays no more. */
  record Disabled() implements VaultRecord {}

  /** A recovery agent has credited what it held. */
  record Recovered() implements VaultRecord {}

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Opened _ -> out.u8(0);
      case Made(P256Key point) -> out.u8(1).fixed(point.point());
      case Initialised(Facts facts, KeyCert root) ->
          out.u8(2).fixed(facts.encode()).fixed(root.encode());
      case Personalised(OwnerId owner) -> out.u8(3).fixed(owner.bytes());
      case Activated _ -> out.u8(4);
      case Learnt(Certificate certificate) -> out.u8(5).fixed(certificate.encode());
      case Timed(Minutes time) -> time.encode(out.u8(6));
      case Generated(long mark, P256Key key) -> out.u8(7).u64(mark).fixed(key.point());
      case Certified(PayCert certificate) -> certificate.encode(out.u8(8));
      case Requested(int number) -> out.u8(9).u32(number);
      case Paid paid -> encode(out.u8(10), paid);
      case Credited credited -> encode(out.u8(11), credited);
      case Loaded(int serial, Amount amount) ->
          OfflineAmount.encode(out.u8(12).u32(serial), amount);
      case Limited(Amount payment) -> OfflineAmount.encode(out.u8(13), payment);
      case Disabled _ -> out.u8(14);
      case Recovered _ -> out.u8(15);
    }
    return out.toByteString();
  }

  private static void encode(Encoder out, Paid paid) {
    out.fixed(paid.id().bytes());
    paid.validity().encode(out);
    out.bool(paid.approved()).fixed(paid.payment().encode());
  }

  private static void encode(Encoder out, Credited credited) {
    out.fixed(credited.id().bytes());
    credited.validity().encode(out);
    OfflineAmount.encode(out, credited.amount());
    out.u32(credited.redeemed().sequence());
    OfflineAmount.encode(out, credited.redeemed().aggregate());
    out.hash(credited.redeemed().digest());
  }

  /** Reads a record and nothing after it. */
  static VaultRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    VaultRecord read =
        switch (in.u8()) {
          case 0 -> new Opened();
          case 1 -> new Made(P256Key.decode(in));
          case 2 -> initialised(in);
          case 3 -> new Personalised(OwnerId.decode(in));
          case 4 -> new Activated();
          case 5 -> new Learnt(Certificate.decode(in));
          case 6 -> new Timed(Minutes.decode(in));
          case 7 -> new Generated(in.u64(), P256Key.decode(in));
          case 8 -> new Certified(PayCert.decode(in));
          case 9 -> new Requested(in.u32());
          case 10 ->
              new Paid(TokenId.decode(in), Validity.decode(in), in.bool(), Payment.decode(in));
          case 11 -> credited(in);
          case 12 -> new Loaded(in.u32(), OfflineAmount.decodePositive(in));
          case 13 -> new Limited(OfflineAmount.decode(in));
          case 14 -> new Disabled();
          case 15 -> new Recovered();
          default -> throw new MalformedInput("no record of a vault is of this kind");
        };
    in.end();
    return read;
  }

  private static Initialised initialised(Decoder in) throws MalformedInput {
    Facts facts = Facts.decode(in);
    if (Certificate.decode(in) instanceof KeyCert root && root.use() == KeyUse.ROOT) {
      return new Initialised(facts, root);
    }
    throw new MalformedInput("a vault is initialised under a root");
  }

  private static Credited credited(Decoder in) throws MalformedInput {
    return new Credited(
        TokenId.decode(in),
        Validity.decode(in),
        OfflineAmount.decodePositive(in),
        new Redeemed(in.u32(), OfflineAmount.decode(in), in.hash()));
  }
}
