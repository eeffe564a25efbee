package org.specie.kernel.crypto.blind;

import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.RSABlindSignatureParameters;
import org.bouncycastle.crypto.signers.RSABlindSignatureClient;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;

/**
 * A message on its way to a signature its signer will not recognise. Holds the blinding, which is
 * what links the two; used once. Source: RFC 9474 sections 4.2 and 4.4.
 */
public final class Blinding {
  /**
   * A message with the signature on it.
   *
   * @param prepared 32 random bytes and the message
   */
  public record SignedMessage(ByteString prepared, ByteString signature) {}

  private final BlindRsaPublicKey key;
  private final RSABlindSignatureClient client;
  private final RSABlindSignatureClient.Blinded blinded;

  private Blinding(
      BlindRsaPublicKey key,
      RSABlindSignatureClient client,
      RSABlindSignatureClient.Blinded blinded) {
    this.key = key;
    this.client = client;
    this.blinded = blinded;
  }

  /** Blinds {@code message} for the holder of {@code key}. */
  public static Blinding of(BlindRsaPublicKey key, ByteString message, Entropy entropy) {
    RSABlindSignatureClient client =
        new RSABlindSignatureClient(
            RSABlindSignatureParameters.RSABSSA_SHA384_PSS_RANDOMIZED,
            key.parameters(),
            new EntropyRandom(entropy));
    try {
      return new Blinding(key, client, client.blind(message.toByteArray()));
    } catch (CryptoException e) {
      throw new InvariantViolation("a message shares a factor with the modulus", e);
    }
  }

  /** What the signer is shown: uniformly random, whatever the message is. */
  public ByteString blinded() {
    return ByteString.copyOf(blinded.getBlindedMessage());
  }

  /** Takes the blinding off; nothing if {@code blindSignature} is not the signer's. */
  public Optional<SignedMessage> finish(ByteString blindSignature) {
    ByteString prepared = ByteString.copyOf(blinded.getPreparedMessage());
    try {
      ByteString signature =
          ByteString.copyOf(client.finalize(blinded, blindSignature.toByteArray()));
      return key.verify(prepared, signature)
          ? Optional.of(new SignedMessage(prepared, signature))
          : Optional.empty();
    } catch (CryptoException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Blinding[redacted]";
  }
}
