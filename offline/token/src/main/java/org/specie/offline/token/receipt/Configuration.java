package org.specie.offline.token.receipt;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/**
 * The part C of a token that never changes, 142 to 282 bytes, signed by a factory. Spec:
 * docs/spec/50-art.md 3.1.
 *
 * @param anonymous nobody knows whose pseudonym the owner is
 * @param dedicated a payer may keep the token and pay again
 * @param purpose what it is for
 * @param terms what it may carry
 * @param id tells it from all others
 * @param owner who redeems
 * @param policy the issuer's number of the policy it was made under, below 2^31
 * @param factory names the factory's key
 * @param info what a payer is shown
 * @param extensions what its purpose needs
 * @param signature the factory's
 */
public record Configuration(
    boolean anonymous,
    boolean dedicated,
    Purpose purpose,
    Terms terms,
    TokenId id,
    OwnerId owner,
    int policy,
    KeyId factory,
    PayeeInfo info,
    Extensions extensions,
    P256Signature signature) {
  public Configuration {
    Check.that(dedicated || !purpose.isDedicated(), "deposits and withdrawals are dedicated");
    Check.that(extensions.suit(purpose), "extensions are those of the purpose");
    Check.that(policy >= 0, "policies are numbered from 0");
  }

  /** What is signed, after the domain. */
  public ByteString signedBytes() {
    Encoder out = new Encoder();
    out.u8(ArtLayout.TYPE_CONFIGURATION).u8(flags());
    out.u16(terms.currency().number()).u8(terms.currency().places());
    out.u8(terms.payers().mask()).u16(terms.paymentsMax());
    out.fixed(id.bytes()).fixed(owner.bytes());
    terms.validity().encode(out);
    terms.limits().encode(out);
    out.u32(policy).fixed(factory.bytes());
    ByteString text = info.bytes();
    ByteString more = extensions.encode();
    out.u8(text.size()).u8(more.size()).fixed(text).fixed(more);
    return out.toByteString();
  }

  private int flags() {
    return purpose.flag()
        | (anonymous ? ArtLayout.FLAG_ANONYMOUS : 0)
        | (dedicated ? ArtLayout.FLAG_DEDICATED : 0);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(signedBytes(), signature.bytes());
  }

  /** The digest of the whole, signature included. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** Reads a configuration; where it ends stands in itself. */
  public static Configuration decode(Decoder in) throws MalformedInput {
    if (in.u8() != ArtLayout.TYPE_CONFIGURATION) {
      throw new MalformedInput("not a configuration");
    }
    int flags = in.u8();
    if ((flags & ~ArtLayout.FLAGS_ALL) != 0) {
      throw new MalformedInput("a reserved flag is zero");
    }
    Purpose purpose = Purpose.of(flags);
    boolean dedicated = (flags & ArtLayout.FLAG_DEDICATED) != 0;
    if (!dedicated && purpose.isDedicated()) {
      throw new MalformedInput("deposits and withdrawals are dedicated");
    }
    Currency currency = Currency.decode(in);
    DeviceClasses payers = DeviceClasses.decode(in);
    int paymentsMax = in.u16();
    if (paymentsMax == 0) {
      throw new MalformedInput("a token collects at least one payment");
    }
    TokenId id = TokenId.decode(in);
    OwnerId owner = OwnerId.decode(in);
    Validity validity = Validity.decode(in);
    Limits limits = Limits.decode(in);
    int policy = in.u32();
    KeyId factory = KeyId.decode(in);
    int infoSize = size(in, ArtLayout.CFG_INFO_MAX);
    int extensionsSize = size(in, ArtLayout.CFG_EXTENSIONS_MAX);
    PayeeInfo info = PayeeInfo.decode(in.fixed(infoSize));
    Extensions extensions = Extensions.decode(in.fixed(extensionsSize));
    if (!extensions.suit(purpose)) {
      throw new MalformedInput("extensions are those of the purpose");
    }
    return new Configuration(
        (flags & ArtLayout.FLAG_ANONYMOUS) != 0,
        dedicated,
        purpose,
        new Terms(currency, payers, paymentsMax, validity, limits),
        id,
        owner,
        policy,
        factory,
        info,
        extensions,
        P256Signature.decode(in));
  }

  private static int size(Decoder in, int sizeMax) throws MalformedInput {
    int size = in.u8();
    if (size > sizeMax) {
      throw new MalformedInput("longer than allowed");
    }
    return size;
  }
}
