package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * A person who comes to an agent for the letters of one of their owner ids. Spec:
 * docs/spec/56-register.md 2.12.
 *
 * @param claim the person's record, and which of their devices
 * @param about what is done: zeros to fetch, otherwise which letter is answered with what
 * @param signature the person's
 */
public record LetterCall(Claim claim, Hash32 about, ByteString signature) {
  private static final String TAG = "SPECIE letter call v1";

  public LetterCall {
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  private static ByteString body(Claim claim, Hash32 about) {
    return claim.encode().hash(about).toByteString();
  }

  private static ByteString signed(Ed25519PublicKey agent, Claim claim, Hash32 about) {
    return new Encoder().text(TAG).fixed(agent.bytes()).fixed(body(claim, about)).toByteString();
  }

  private static Hash32 answered(Hash32 letter, ByteString document) {
    return Hash32.sha256(ByteString.concat(letter.bytes(), document));
  }

  private static LetterCall make(
      Ed25519SecretKey person, Ed25519PublicKey agent, Claim claim, Hash32 about) {
    return new LetterCall(claim, about, person.sign(signed(agent, claim, about)));
  }

  /** The person fetches letters of {@code agent}. */
  public static LetterCall fetch(Ed25519SecretKey person, Ed25519PublicKey agent, Claim claim) {
    return make(person, agent, claim, Hash32.ZERO);
  }

  /** The person answers a letter with a sealed document. */
  public static LetterCall answer(
      Ed25519SecretKey person,
      Ed25519PublicKey agent,
      Claim claim,
      Hash32 letter,
      ByteString document) {
    return make(person, agent, claim, answered(letter, document));
  }

  /** Whether it fetches. */
  public boolean fetches() {
    return about.equals(Hash32.ZERO);
  }

  /** Whether it answers this letter with this document. */
  public boolean answers(Hash32 letter, ByteString document) {
    return about.equals(answered(letter, document));
  }

  boolean isOf(Ed25519PublicKey person, Ed25519PublicKey agent) {
    return person.verify(signed(agent, claim, about), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(claim, about), signature);
  }

  /** Reads a call and what follows it stays in {@code in}. */
  public static LetterCall decode(Decoder in) throws MalformedInput {
    return new LetterCall(Claim.decode(in), in.hash(), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
  }
}
