package org.specie.offline.purse.card;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.KeyAgreement;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;

/**
 * What makes a host one of a card's own: a number and a key that the two agreed on while the owner
 * pressed the button. Spec: docs/spec/51-monebox.md 51.6.
 */
public final class CardBinding {
  private static final String CURVE = "secp256r1";
  private static final int UNCOMPRESSED = 0x04;
  private static final int POINT_SIZE = 65;
  private static final int ANSWER_SIZE = 1 + POINT_SIZE + 64;
  private static final ByteString DERIVATION = ByteString.utf8("ART1-KDF");

  /** Both parameters in the header of what is derived; no command has them. */
  private static final int DERIVED = 0xFF;

  private final int number;
  private final Secret key;

  private CardBinding(int number, Secret key) {
    this.number = number;
    this.key = key;
  }

  /** What came of binding. */
  public sealed interface Establishing {
    /** The card and this host share a key. */
    record Made(CardBinding binding) implements Establishing {}

    /** The answer is not of the device of that id and point. */
    record OfAnother() implements Establishing {}

    /** The card did not do it, for want of its button among other reasons. */
    record Refused(Reason reason) implements Establishing {}

    /** The binding, if there is one. */
    default Optional<CardBinding> made() {
      return this instanceof Made(CardBinding binding) ? Optional.of(binding) : Optional.empty();
    }
  }

  /**
   * Binds this host; the owner has just pressed the button.
   *
   * @param device the device's own public key
   * @param deviceId 16 bytes
   * @param largestPayment what this host may have paid at once
   * @param voucher a host that is bound already, if there is one
   */
  public static Establishing establish(
      CardChannel channel,
      P256Key device,
      ByteString deviceId,
      Amount largestPayment,
      Optional<CardBinding> voucher)
      throws IOException {
    KeyPair pair = newPair();
    Encoder said = new Encoder().fixed(encoded(pair));
    OfflineAmount.encode(said, largestPayment);
    CardCommand command = CardCommand.of(CardCommand.BIND, said.toByteString());
    CardAnswer answer =
        voucher.isPresent() ? voucher.get().send(command, channel) : command.sendTo(channel);
    if (!answer.isOk()) {
      return new Establishing.Refused(answer.refusal());
    }
    ByteString data = answer.data(ANSWER_SIZE);
    ByteString bound = data.slice(0, 1 + POINT_SIZE);
    P256Signature signature = new P256Signature(data.slice(1 + POINT_SIZE, ANSWER_SIZE));
    if (!device.verify(Domain.BINDING, signature, deviceId, command.data(), bound)) {
      return new Establishing.OfAnother();
    }
    ByteString cardPoint = bound.slice(1, 1 + POINT_SIZE);
    return agree(pair, cardPoint)
        .<Establishing>map(
            shared -> new Establishing.Made(derive(bound.at(0), shared, encoded(pair), cardPoint)))
        .orElseGet(Establishing.OfAnother::new);
  }

  private static CardBinding derive(
      int number, ByteString shared, ByteString hostPoint, ByteString cardPoint) {
    byte[] digest =
        Hash32.sha256(DERIVATION, shared, hostPoint, cardPoint)
            .bytes()
            .slice(0, Cmac.KEY_SIZE)
            .toByteArray();
    return new CardBinding(number, Secret.copyOf(digest));
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  private static ByteString encoded(KeyPair pair) {
    return new Encoder()
        .u8(UNCOMPRESSED)
        .fixed(P256Key.of((ECPublicKey) pair.getPublic()).point())
        .toByteString();
  }

  private static Optional<ByteString> agree(KeyPair pair, ByteString cardPoint) {
    if (cardPoint.at(0) != UNCOMPRESSED) {
      return Optional.empty();
    }
    Optional<PublicKey> other = new P256Key(cardPoint.slice(1, POINT_SIZE)).onCurve();
    if (other.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pair.getPrivate());
      agreement.doPhase(other.get(), true);
      return Optional.of(ByteString.copyOf(agreement.generateSecret()));
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no ECDH on P-256", e);
    }
  }

  /** Number and key, for whoever keeps them where nobody else reads. */
  public Secret keep() {
    byte[] kept =
        key.lend(bytes -> new Encoder().u8(number).fixed(ByteString.copyOf(bytes)).toByteArray());
    return Secret.copyOf(kept);
  }

  /** The binding that {@link #keep} gave away. */
  public static CardBinding kept(ByteString kept) throws MalformedInput {
    Decoder in = new Decoder(kept);
    int number = in.u8();
    Secret key = Secret.copyOf(in.fixedArray(Cmac.KEY_SIZE));
    in.end();
    return new CardBinding(number, key);
  }

  /** Sends {@code command} with this host's word behind it. */
  public CardAnswer send(CardCommand command, CardChannel channel) throws IOException {
    return send(command, challenge(channel), channel);
  }

  /**
   * Asks for something that the card answers with its own word behind it: so many bytes that nobody
   * between the two has changed.
   */
  ByteString ask(CardCommand command, int size, CardChannel channel) throws IOException {
    ByteString challenge = challenge(channel);
    CardAnswer answer = send(command, challenge, channel);
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    ByteString data = answer.data(size + Cmac.SIZE);
    ByteString said = data.slice(0, size);
    ByteString code = Cmac.of(key, command.answerHeader(), challenge, Hash32.sha256(said).bytes());
    if (!isSame(code, data.slice(size, data.size()))) {
      throw new IOException(
          "what came is not what the card said: whoever is between the two changed it");
    }
    return said;
  }

  /** Puts 16 bytes under what only this host and the card can make of a challenge (51.14). */
  @FunctionalInterface
  interface Padding {
    /** {@code under}, beneath what is made of {@code over}. */
    ByteString of(ByteString over, ByteString under);
  }

  /** Sends a command whose data is made with the challenge that it uses up. */
  CardAnswer sendDerived(int instruction, Function<Padding, ByteString> data, CardChannel channel)
      throws IOException {
    ByteString challenge = challenge(channel);
    ByteString header = new Encoder().u8(instruction).u8(DERIVED).u8(DERIVED).toByteString();
    Padding padding =
        (over, under) -> {
          byte[] pad = Cmac.of(key, header, challenge, Hash32.sha256(over).bytes()).toByteArray();
          for (int i = 0; i < pad.length; i++) {
            pad[i] ^= (byte) under.at(i);
          }
          return ByteString.copyOf(pad);
        };
    return send(CardCommand.of(instruction, data.apply(padding)), challenge, channel);
  }

  /** The place that the card has for it. */
  int number() {
    return number;
  }

  private static boolean isSame(ByteString code, ByteString other) {
    return MessageDigest.isEqual(code.toByteArray(), other.toByteArray());
  }

  private static ByteString challenge(CardChannel channel) throws IOException {
    CardAnswer challenge = CardCommand.of(CardCommand.CHALLENGE, ByteString.EMPTY).sendTo(channel);
    if (!challenge.isOk()) {
      throw challenge.unexpected();
    }
    return challenge.data();
  }

  private CardAnswer send(CardCommand command, ByteString challenge, CardChannel channel)
      throws IOException {
    ByteString code = Cmac.of(key, command.header(), challenge, command.digest().bytes());
    ByteString word = ByteString.concat(new Encoder().u8(number).toByteString(), code);
    return command.with(word).sendTo(channel);
  }

  @Override
  public String toString() {
    return "CardBinding[number=" + number + ", key redacted]";
  }
}
