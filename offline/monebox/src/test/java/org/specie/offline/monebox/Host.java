package org.specie.offline.monebox;

import static org.specie.offline.monebox.Authority.amount;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.Authority.sha256;
import static org.specie.offline.monebox.Authority.u32;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.layout.ArtLayout;

/** A host and its card: builds true commands and takes answers apart. */
final class Host {
  static final byte[] PROCESSOR_KEY = "the processor's!".getBytes(StandardCharsets.US_ASCII);
  static final long BUTTON_LIMIT = 20_000;
  static final long TAP_LIMIT = 1_000;
  static final long CAP = 30_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  final SoftwareCard card;
  final Authority authority;
  byte deviceClass = Authority.CARD_CLASS;
  byte[] deviceId = new byte[16];
  byte[] ownerId = new byte[16];
  byte[] devicePoint = new byte[64];
  byte binding;
  byte[] bindingKey = new byte[16];

  Host(SoftwareCard card) {
    this(card, Authority.INSTANCE);
  }

  Host(SoftwareCard card, Authority authority) {
    this.card = card;
    this.authority = authority;
    RANDOM.nextBytes(deviceId);
    RANDOM.nextBytes(ownerId);
  }

  /** A second host of the same card, not bound yet. */
  Host beside() {
    Host other = new Host(card, authority);
    other.deviceId = deviceId;
    other.ownerId = ownerId;
    other.devicePoint = devicePoint;
    return other;
  }

  /** The same host, with the same key, in front of {@code other}. */
  Host movedTo(SoftwareCard other) {
    Host moved = new Host(other, authority);
    moved.deviceClass = deviceClass;
    moved.deviceId = deviceId;
    moved.ownerId = ownerId;
    moved.devicePoint = devicePoint;
    moved.binding = binding;
    moved.bindingKey = bindingKey;
    return moved;
  }

  Answer raw(byte[] command) {
    return new Answer(card.transmit(command));
  }

  /** A command with extended lengths; an answer of any length is asked for. */
  Answer send(byte instruction, int p1, int p2, byte[] data) {
    ByteBuffer command = ByteBuffer.allocate(9 + data.length);
    command.put((byte) 0x80).put(instruction).put((byte) p1).put((byte) p2).put((byte) 0);
    if (data.length > 0) {
      command.putShort((short) data.length).put(data);
    }
    command.putShort((short) 1024);
    byte[] bytes = card.transmit(Arrays.copyOf(command.array(), command.position()));
    return new Answer(bytes.length == 0 ? new byte[2] : bytes);
  }

  Answer send(byte instruction, byte[] data) {
    return send(instruction, 0, 0, data);
  }

  byte[] challenge() {
    return send(Instructions.CHALLENGE, new byte[0]).expectData();
  }

  /** The code over a header and data, for a fresh challenge. */
  byte[] code(byte[] key, byte instruction, int p1, int p2, byte[] data) {
    byte[] header = {instruction, (byte) p1, (byte) p2};
    return code(key, header, challenge(), data);
  }

  /** The code over a header, a challenge and data. */
  byte[] code(byte[] key, byte[] header, byte[] challenge, byte[]... data) {
    byte[] message = join(header, challenge, sha256(data));
    return org.specie.kernel.crypto.mac.Cmac.of(Secret.copyOf(key), ByteString.copyOf(message))
        .toByteArray();
  }

  /** The data of a command that this host vouches for. */
  byte[] vouched(byte instruction, int p1, int p2, byte[] data) {
    return join(data, new byte[] {binding}, code(bindingKey, instruction, p1, p2, data));
  }

  Answer sendVouched(byte instruction, byte[] data) {
    return send(instruction, vouched(instruction, 0, 0, data));
  }

  Answer press() {
    byte[] code = code(PROCESSOR_KEY, Instructions.PRESS, 0, 0, new byte[0]);
    return send(Instructions.PRESS, code);
  }

  Answer tamper() {
    byte[] code = code(PROCESSOR_KEY, Instructions.TAMPER, 0, 0, new byte[0]);
    return send(Instructions.TAMPER, code);
  }

  // Provisioning.

  Answer test() {
    return test(authority.rootCertificate());
  }

  Answer test(byte[] rootCertificate) {
    Answer answer = send(Instructions.TEST, rootCertificate);
    if (answer.isOk()) {
      devicePoint = answer.data();
    }
    return answer;
  }

  byte[] initialisation() {
    byte[] data =
        join(
            deviceId,
            ByteBuffer.allocate(4)
                .putShort(Authority.CURRENCY)
                .put(Authority.PLACES)
                .put(deviceClass)
                .array(),
            Authority.point(authority.manager),
            PROCESSOR_KEY,
            amount(BUTTON_LIMIT),
            amount(TAP_LIMIT),
            amount(CAP));
    return join(data, Authority.sign(authority.root, "ART1-INI", devicePoint, data));
  }

  Answer initialise() {
    return send(Instructions.INITIALISE, initialisation());
  }

  Answer personalise() {
    byte[] signature = Authority.sign(authority.manager, "ART1-OWN", deviceId, ownerId);
    return send(Instructions.PERSONALISE, join(ownerId, signature));
  }

  Answer installKey(KeyPair pair, byte use) {
    return send(Instructions.INSTALL_KEY, authority.keyCertificate(pair, use));
  }

  /** The data of BIND before anybody vouches for it. */
  static byte[] bindData(KeyPair pair, long limit) {
    return join(new byte[] {4}, Authority.point(pair), amount(limit));
  }

  Answer bindFirst(long limit) {
    KeyPair pair = Authority.newPair();
    byte[] data = bindData(pair, limit);
    return bound(pair, data, send(Instructions.BIND, data));
  }

  /** Binds beside hosts that are bound already, one of which vouches. */
  Answer bindWith(Host owner, long limit) {
    KeyPair pair = Authority.newPair();
    byte[] data = bindData(pair, limit);
    return bound(pair, data, owner.sendVouched(Instructions.BIND, data));
  }

  private Answer bound(KeyPair pair, byte[] data, Answer answer) {
    if (answer.isOk()) {
      byte[] said = answer.data();
      binding = said[0];
      byte[] cardPoint = Arrays.copyOfRange(said, 1, 66);
      byte[] secret = agree(pair, cardPoint);
      byte[] domain = "ART1-KDF".getBytes(StandardCharsets.US_ASCII);
      byte[] hostPoint = Arrays.copyOf(data, 65);
      bindingKey = Arrays.copyOf(sha256(domain, secret, hostPoint, cardPoint), 16);
    }
    return answer;
  }

  static byte[] agree(KeyPair pair, byte[] point) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pair.getPrivate());
      agreement.doPhase(publicKey(Arrays.copyOfRange(point, 1, 65)), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static java.security.PublicKey publicKey(byte[] raw) {
    try {
      ECPoint point =
          new ECPoint(
              new BigInteger(1, Arrays.copyOf(raw, 32)),
              new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)));
      return KeyFactory.getInstance("EC")
          .generatePublic(
              new ECPublicKeySpec(
                  point, ((ECPublicKey) Authority.INSTANCE.root.getPublic()).getParams()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer activate() {
    return sendVouched(Instructions.ACTIVATE, new byte[0]);
  }

  // Payment keys.

  /** One more certified payment key, by the true way; its place. */
  byte certifyKey() {
    return certifyKey(authority.classKey);
  }

  byte certifyKey(KeyPair classKey) {
    byte place = generate();
    certifyPlace(place, classKey);
    return place;
  }

  void certifyPlace(byte place, KeyPair classKey) {
    BigInteger modulus = ((RSAPublicKey) classKey.getPublic()).getModulus();
    BigInteger factor = new BigInteger(2040, RANDOM).add(BigInteger.TWO);
    byte[] blinded = Arrays.copyOfRange(blind(place, classKey, factor).expectData(), 8, 8 + 256);
    byte[] signed = Authority.rawSign(classKey, blinded);
    byte[] signature = unblind(signed, factor, modulus);
    install(place, signature).expectOk();
  }

  byte generate() {
    return sendVouched(Instructions.GENERATE, new byte[0]).expectData()[0];
  }

  Answer blind(byte place, KeyPair classKey, BigInteger factor) {
    return sendVouched(
        Instructions.BLIND,
        join(new byte[] {place}, Authority.classKeyId(classKey), Authority.fixed(factor, 256)));
  }

  static byte[] unblind(byte[] signed, BigInteger factor, BigInteger modulus) {
    BigInteger plain = new BigInteger(1, signed).multiply(factor.modInverse(modulus)).mod(modulus);
    return Authority.fixed(plain, 256);
  }

  Answer install(byte place, byte[] signature) {
    return send(Instructions.INSTALL_CERTIFICATE, join(new byte[] {place}, signature));
  }

  // Money.

  byte[] loading(int serial, long minor) {
    byte[] data = join(u32(serial), amount(minor));
    return join(data, Authority.sign(authority.manager, "ART1-LOD", deviceId, data));
  }

  /** What a time keeper says. */
  Answer time(int minutes) {
    byte[] data = join(Authority.keyId(Authority.point(authority.timeKeeper)), u32(minutes));
    byte[] signature = Authority.sign(authority.timeKeeper, "ART1-TIM", data);
    return send(Instructions.TIME, join(data, signature));
  }

  Answer load(int serial, long minor) {
    return send(Instructions.LOAD, loading(serial, minor));
  }

  static byte[] payment(byte[] configuration, byte[] previous, long minor, int time) {
    return join(amount(minor), u32(time), new byte[8], configuration, previous);
  }

  /** Pays a fresh token. */
  Answer pay(byte[] configuration, long minor) {
    return pay(configuration, new byte[0], minor, Authority.NOW);
  }

  Answer pay(byte[] configuration, byte[] previous, long minor, int time) {
    int p2 = previous.length == 0 ? 0 : 1;
    byte[] data = payment(configuration, previous, minor, time);
    return send(Instructions.PAY, 0, p2, vouched(Instructions.PAY, 0, p2, data));
  }

  Answer tap(byte[] configuration, long minor) {
    byte[] data = payment(configuration, new byte[0], minor, Authority.NOW);
    return send(Instructions.PAY, 1, 0, data);
  }

  /** What was paid on a fresh token. */
  Answer getResult(byte[] configuration) {
    return getResult(configuration, new byte[0]);
  }

  /** What was paid on a token with its last payment, if it has one. */
  Answer getResult(byte[] configuration, byte[] previous) {
    byte[] tokenId =
        Arrays.copyOfRange(
            configuration, ArtLayout.CFG_TOKEN_ID, ArtLayout.CFG_TOKEN_ID + ArtLayout.ID_SIZE);
    int sequence = previous.length == 0 ? 1 : ByteBuffer.wrap(previous).getInt() + 1;
    return send(
        Instructions.GET_RESULT, join(tokenId, u32(sequence), sha256(configuration, previous)));
  }

  Answer redeem(byte[] configuration, byte[] payment) {
    return send(Instructions.REDEEM, join(configuration, payment));
  }

  CardStatus status() {
    return new CardStatus(sendVouched(Instructions.STATUS, new byte[0]).expectData());
  }

  /** How many keys may pay at this time. */
  int certifiedKeys(int minutes) {
    return new CardStatus(sendVouched(Instructions.STATUS, u32(minutes)).expectData())
        .certifiedKeys();
  }

  /** A token of this card's owner. */
  TokenDraft token() {
    return new TokenDraft(ownerId);
  }
}
