package org.specie.offline.purse.card;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.CardIssuer;
import org.specie.offline.purse.SigningKey;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.OwnerId;

/** A card with the real applet on jCardSim, brought into use as an issuer and an owner would. */
public final class TestCard implements CardChannel {
  private static final CardImage IMAGE =
      new CardImage(
          MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0403000604"));
  public static final ByteString DEVICE_ID = ByteString.utf8("device number 17");

  /** The key of its other chip. */
  public static final ByteString PROCESSOR = ByteString.utf8("the processor's!");

  private static final Amount HOST_LIMIT = Amount.ofMinor(1_000_000);

  private final CardIssuer issuer;
  private final SigningKey managers = new SigningKey();
  private final SoftwareCard card = new SoftwareCard(IMAGE);
  private final CardChannel channel;
  private final CardBinding binding;
  private final P256Key point;

  private TestCard(CardIssuer issuer, OwnerId owner, CardDrive drive) throws IOException {
    this.issuer = issuer;
    this.channel = drive.to(card);
    P256Key device = provision(owner);
    point = device;
    press();
    binding =
        CardBinding.establish(this, device, DEVICE_ID, HOST_LIMIT, Optional.empty())
            .made()
            .orElseThrow(() -> new AssertionError("the card signs what binds it"));
    expect(binding.send(command(0x15, ByteString.EMPTY), this));
    for (Certificate each : issuer.agents()) {
      expect(send(0x30, each.encode()));
    }
    expect(send(0x31, issuer.payerClass().encode()));
  }

  /** In the owner's hands, with money and so many payment keys. */
  public static TestCard with(CardIssuer issuer, OwnerId owner, long minor, int keys)
      throws IOException {
    return with(issuer, owner, minor, keys, CardDrive.IN_PROCESS);
  }

  /** The same, on another way to the card. */
  public static TestCard with(
      CardIssuer issuer, OwnerId owner, long minor, int keys, CardDrive drive) throws IOException {
    TestCard card = new TestCard(issuer, owner, drive);
    if (minor > 0) {
      card.load(minor);
    }
    for (int i = 0; i < keys; i++) {
      card.certifyKey();
    }
    return card;
  }

  /** The host that is bound to it. */
  public CardDevice device() {
    return new CardDevice(this, binding);
  }

  /** The device's own key. */
  public P256Key point() {
    return point;
  }

  public CardBinding binding() {
    return binding;
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    return channel.transmit(command);
  }

  /** The card as a thing that can be torn out of a reader. */
  public SoftwareCard software() {
    return card;
  }

  private static CardCommand command(int instruction, ByteString data) {
    return CardCommand.of(instruction, data);
  }

  private CardAnswer send(int instruction, ByteString data) throws IOException {
    return command(instruction, data).sendTo(this);
  }

  private static ByteString expect(CardAnswer answer) throws IOException {
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return answer.data();
  }

  private P256Key provision(OwnerId owner) throws IOException {
    ByteString point = expect(send(0x10, issuer.root().encode()));
    Encoder said = new Encoder().fixed(DEVICE_ID);
    said.u16(issuer.payerClass().currencyNumber()).u8(2).u8(issuer.payerClass().classes().mask());
    said.fixed(managers.publicKey().point()).fixed(PROCESSOR);
    said.u64(20_000).u64(1_000).u64(1_000_000);
    ByteString body = said.toByteString();
    ByteString byRoot = issuer.rootKey().sign(domain("ART1-INI"), point, body).bytes();
    expect(send(0x11, ByteString.concat(body, byRoot)));
    ByteString byManagers = managers.sign(domain("ART1-OWN"), DEVICE_ID, owner.bytes()).bytes();
    expect(send(0x12, ByteString.concat(owner.bytes(), byManagers)));
    return new P256Key(point);
  }

  private static ByteString domain(String text) {
    return ByteString.utf8(text);
  }

  /** The owner presses the button; it counts for one command. */
  public void press() throws IOException {
    CardCommand press = command(0x20, ByteString.EMPTY);
    ByteString challenge = expect(send(0x02, ByteString.EMPTY));
    ByteString code =
        Cmac.of(
            Secret.copyOf(PROCESSOR.toByteArray()),
            press.header(),
            challenge,
            press.digest().bytes());
    expect(press.with(code).sendTo(this));
  }

  private void load(long minor) throws IOException {
    ByteString order = new Encoder().u32(1).u64(minor).toByteString();
    ByteString signature = managers.sign(domain("ART1-LOD"), DEVICE_ID, order).bytes();
    expect(send(0x43, ByteString.concat(order, signature)));
  }

  /** A payment key made on the card and certified unseen. */
  public void certifyKey() throws IOException {
    BigInteger modulus = new BigInteger(1, issuer.payerClass().key().modulus().toByteArray());
    BigInteger factor =
        new BigInteger(1, Hash32.sha256(modulus.toByteArray()).bytes().toByteArray());
    int place = expect(binding.send(command(0x50, ByteString.EMPTY), this)).at(0);
    ByteString asked =
        new Encoder()
            .u8(place)
            .fixed(issuer.payerClass().id().bytes())
            .fixed(number(factor))
            .toByteString();
    ByteString blinded = expect(binding.send(command(0x51, asked), this)).slice(8, 8 + 256);
    BigInteger signed =
        new BigInteger(1, blinded.toByteArray()).modPow(issuer.classSecret(), modulus);
    BigInteger plain = signed.multiply(factor.modInverse(modulus)).mod(modulus);
    expect(send(0x52, new Encoder().u8(place).fixed(number(plain)).toByteString()));
  }

  private static ByteString number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[256];
    int count = Math.min(fixed.length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
    return ByteString.copyOf(fixed);
  }
}
