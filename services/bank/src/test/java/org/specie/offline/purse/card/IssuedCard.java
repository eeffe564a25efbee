package org.specie.offline.purse.card;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OwnerId;

/** A card with the real applet on a simulator, brought into use by an issuer and its agents. */
public final class IssuedCard implements CardChannel {
  /** What the issuer does for a card. */
  public interface Issuer {
    /** The root's certificate first, then the agents'. */
    List<Certificate> certificates();

    ClassCert payerClass();

    P256Signature signAsRoot(ByteString domain, ByteString... parts);

    /** The managers', who give devices to owners and load them. */
    P256Key managers();

    P256Signature signAsManagers(ByteString domain, ByteString... parts);

    /** A device with this key was made. */
    void register(ByteString deviceId, P256Key key, OwnerId owner) throws IOException;

    /** So much was loaded into it. */
    void lent(ByteString deviceId, Amount total) throws IOException;

    /** The certifier's signature on what a card blinded. */
    ByteString certify(ByteString blindRequest) throws IOException;
  }

  private static final ByteString PROCESSOR = ByteString.utf8("the processor's!");
  private static final Amount HOST_LIMIT = Amount.ofMinor(1_000_000);

  /** Places for 4 keys, 9 whole payments, keys of 256 paid tokens and 127 own tokens. */
  private static final CardImage IMAGE =
      new CardImage(
          MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("040901007F"));

  private final SoftwareCard card = new SoftwareCard(IMAGE);
  private final Issuer issuer;
  private final ByteString deviceId;
  private final CardBinding binding;

  private IssuedCard(Issuer issuer, OwnerId owner) throws IOException {
    this.issuer = issuer;
    this.deviceId = Hash32.sha256(owner.bytes()).bytes().slice(0, 16);
    var _ = card.select();
    P256Key device = provision(owner);
    issuer.register(deviceId, device, owner);
    press();
    binding =
        CardBinding.establish(this, device, deviceId, HOST_LIMIT, Optional.empty())
            .made()
            .orElseThrow(() -> new AssertionError("the card signs what binds it"));
    expect(binding.send(CardCommand.of(0x15, ByteString.EMPTY), this));
    for (Certificate each : issuer.certificates().subList(1, issuer.certificates().size())) {
      expect(send(0x30, each.encode()));
    }
    expect(send(0x31, issuer.payerClass().encode()));
  }

  /** In the owner's hands, with one payment key. */
  public static IssuedCard with(Issuer issuer, OwnerId owner, Amount loaded) throws IOException {
    IssuedCard card = new IssuedCard(issuer, owner);
    if (loaded.minor() > 0) {
      card.load(loaded);
    }
    card.certifyKey();
    return card;
  }

  /** The host that is bound to it. */
  public CardDevice device() {
    return new CardDevice(this, binding);
  }

  @Override
  public ByteString transmit(ByteString command) {
    return ByteString.copyOf(card.transmit(command.toByteArray()));
  }

  private CardAnswer send(int instruction, ByteString data) throws IOException {
    return CardCommand.of(instruction, data).sendTo(this);
  }

  private static ByteString expect(CardAnswer answer) throws IOException {
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return answer.data();
  }

  private P256Key provision(OwnerId owner) throws IOException {
    ByteString point = expect(send(0x10, issuer.certificates().getFirst().encode()));
    Encoder said = new Encoder().fixed(deviceId);
    said.u16(issuer.payerClass().currencyNumber()).u8(2).u8(issuer.payerClass().classes().mask());
    said.fixed(issuer.managers().point()).fixed(PROCESSOR);
    said.u64(20_000).u64(1_000).u64(1_000_000);
    ByteString body = said.toByteString();
    ByteString byRoot = issuer.signAsRoot(ByteString.utf8("ART1-INI"), point, body).bytes();
    expect(send(0x11, ByteString.concat(body, byRoot)));
    ByteString byManagers =
        issuer.signAsManagers(ByteString.utf8("ART1-OWN"), deviceId, owner.bytes()).bytes();
    expect(send(0x12, ByteString.concat(owner.bytes(), byManagers)));
    return new P256Key(point);
  }

  /** The owner presses the button; it counts for one command. */
  private void press() throws IOException {
    CardCommand press = CardCommand.of(0x20, ByteString.EMPTY);
    ByteString challenge = expect(send(0x02, ByteString.EMPTY));
    ByteString code =
        Cmac.of(
            Secret.copyOf(PROCESSOR.toByteArray()),
            press.header(),
            challenge,
            press.digest().bytes());
    expect(press.with(code).sendTo(this));
  }

  private void load(Amount amount) throws IOException {
    ByteString order = new Encoder().u32(1).u64(amount.minor()).toByteString();
    ByteString signature =
        issuer.signAsManagers(ByteString.utf8("ART1-LOD"), deviceId, order).bytes();
    issuer.lent(deviceId, amount);
    expect(send(0x43, ByteString.concat(order, signature)));
  }

  /** A payment key made on the card and certified unseen. */
  private void certifyKey() throws IOException {
    BigInteger modulus = new BigInteger(1, issuer.payerClass().key().modulus().toByteArray());
    BigInteger factor = new BigInteger(1, Hash32.sha256(deviceId).bytes().toByteArray());
    int place = expect(binding.send(CardCommand.of(0x50, ByteString.EMPTY), this)).at(0);
    ByteString asked =
        new Encoder()
            .u8(place)
            .fixed(issuer.payerClass().id().bytes())
            .fixed(number(factor))
            .toByteString();
    ByteString request = expect(binding.send(CardCommand.of(0x51, asked), this));
    BigInteger signed = new BigInteger(1, issuer.certify(request).toByteArray());
    BigInteger plain = signed.multiply(factor.modInverse(modulus)).mod(modulus);
    expect(send(0x52, new Encoder().u8(place).fixed(number(plain)).toByteString()));
  }

  private static ByteString number(BigInteger value) {
    return ByteString.copyOf(BigIntegers.asUnsignedByteArray(256, value));
  }
}
