package org.specie.services.auditor.message;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * The first thing an auditor says on a connection: which of the policy's keys is its own, signed
 * together with the key of the certificate it showed. So a payer shows who pays whom to whoever
 * holds the auditor's key, and to nobody whom a certificate alone would make an auditor. Source:
 * docs/spec/42-auditor.md, clause 1.3.
 *
 * @param nonce fresh for the connection; what the desk signs is bound to it
 */
public record Introduction(Ed25519PublicKey key, Hash32 nonce, ByteString signature) {
  private static final String LABEL = "SPECIE auditor v1";
  private static final String DESK_LABEL = "SPECIE auditor desk v1";
  private static final int VERSION = 1;

  public Introduction {
    Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
  }

  private static ByteString statement(Hash32 ledger, Hash32 certificateKey, Hash32 nonce) {
    return new Encoder().text(LABEL).hash(ledger).hash(certificateKey).hash(nonce).toByteString();
  }

  /**
   * The introduction of the auditor whose key {@code key} is.
   *
   * @param ledger the identity of the ledger
   * @param certificateKey SHA-256 of the public key in the certificate it shows on the connection
   */
  public static Introduction of(
      Ed25519SecretKey key, Hash32 ledger, Hash32 certificateKey, Hash32 nonce) {
    return new Introduction(
        key.publicKey(), nonce, key.sign(statement(ledger, certificateKey, nonce)));
  }

  /** Whether the holder of {@link #key} speaks on a connection with that certificate. */
  public boolean holds(Hash32 ledger, Hash32 certificateKey) {
    return key.verify(statement(ledger, certificateKey, nonce), signature);
  }

  /** What the desk signs to ask {@code question}, which {@link AuditorCodec#content} encodes. */
  public ByteString deskStatement(Hash32 ledger, ByteString question) {
    return new Encoder().text(DESK_LABEL).hash(ledger).hash(nonce).bytes(question).toByteString();
  }

  public ByteString encode() {
    return new Encoder().u8(VERSION).fixed(key.bytes()).hash(nonce).fixed(signature).toByteString();
  }

  public static Introduction decode(ByteString frame) throws MalformedInput {
    Decoder in = new Decoder(frame);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not an introduction of version 1");
    }
    Introduction read =
        new Introduction(
            Ed25519PublicKey.decode(in), in.hash(), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
