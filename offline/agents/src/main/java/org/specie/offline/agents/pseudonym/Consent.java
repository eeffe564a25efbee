package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.value.Minutes;

/**
 * A person's word that an agent may ask an identity register who the person is. Spec:
 * docs/spec/56-register.md 2.3.
 *
 * @param reference of the person's record
 * @param device which of the person's devices the owner id is for, 1 to 65,535
 * @param time from which it is valid
 * @param signature the person's
 */
public record Consent(String reference, int device, Minutes time, ByteString signature) {
  /** The longest reference in bytes. */
  public static final int REFERENCE_MAX = 128;

  private static final int DEVICE_MAX = 0xffff;

  private static final String TAG = "SPECIE pseudonym consent v1";
  private static final int MINUTES_VALID = 1_440;

  public Consent {
    Check.that(isReference(reference), "a reference has 1 to 128 visible bytes");
    Check.that(1 <= device && device <= DEVICE_MAX, "devices are counted from 1, in two bytes");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  /** Whether {@code text} can name a record: 1 to 128 visible bytes. */
  public static boolean isReference(String text) {
    return !text.isEmpty() && VisibleText.isShowable(text, REFERENCE_MAX);
  }

  private static Encoder body(String reference, int device, Minutes time) {
    Encoder out = new Encoder().text(reference).u16(device);
    time.encode(out);
    return out;
  }

  private static ByteString signed(
      Ed25519PublicKey agent, String reference, int device, Minutes time) {
    return new Encoder()
        .text(TAG)
        .fixed(agent.bytes())
        .fixed(body(reference, device, time).toByteString())
        .toByteString();
  }

  /** The person agrees that {@code agent} asks, for an owner id of this device. */
  public static Consent give(
      Ed25519SecretKey person, Ed25519PublicKey agent, String reference, int device, Minutes time) {
    ByteString signature = person.sign(signed(agent, reference, device, time));
    return new Consent(reference, device, time, signature);
  }

  boolean isValidAt(Minutes now) {
    return time.compareTo(now) <= 0 && !now.isBeyond(time, MINUTES_VALID);
  }

  boolean isOf(Ed25519PublicKey person, Ed25519PublicKey agent) {
    return person.verify(signed(agent, reference, device, time), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return body(reference, device, time).fixed(signature).toByteString();
  }

  /** Reads a consent and nothing after it. */
  public static Consent decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    String reference = in.text(REFERENCE_MAX);
    if (!isReference(reference)) {
      throw new MalformedInput("a reference has 1 to 128 visible bytes");
    }
    int device = in.u16();
    if (device == 0) {
      throw new MalformedInput("devices are counted from 1");
    }
    Consent read =
        new Consent(
            reference, device, Minutes.decode(in), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }

  /** Says nothing about the person. */
  @Override
  public String toString() {
    return "Consent[" + time + ", redacted]";
  }
}
