package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
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
 * @param claim the person's record, and which of their devices the owner id is for
 * @param signature the person's
 */
public record Consent(Claim claim, ByteString signature) {
  /** The longest reference in bytes. */
  public static final int REFERENCE_MAX = Claim.REFERENCE_MAX;

  private static final String TAG = "SPECIE pseudonym consent v1";

  public Consent {
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  /** Whether {@code text} can name a record: 1 to 128 visible bytes. */
  public static boolean isReference(String text) {
    return Claim.isReference(text);
  }

  private static ByteString signed(Ed25519PublicKey agent, Claim claim) {
    return new Encoder()
        .text(TAG)
        .fixed(agent.bytes())
        .fixed(claim.encode().toByteString())
        .toByteString();
  }

  /** The person agrees that {@code agent} asks, for an owner id of this device. */
  public static Consent give(
      Ed25519SecretKey person, Ed25519PublicKey agent, String reference, int device, Minutes time) {
    Claim claim = new Claim(reference, device, time);
    return new Consent(claim, person.sign(signed(agent, claim)));
  }

  boolean isOf(Ed25519PublicKey person, Ed25519PublicKey agent) {
    return person.verify(signed(agent, claim), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return claim.encode().fixed(signature).toByteString();
  }

  /** Reads a consent and nothing after it. */
  public static Consent decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Consent read = new Consent(Claim.decode(in), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
