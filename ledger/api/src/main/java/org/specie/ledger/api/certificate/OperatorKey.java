package org.specie.ledger.api.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.quorum.MultiSignatureSigner;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;

/** The secret behind an operator's consensus key. Prints no secret. */
public final class OperatorKey {
  private final Ed25519SecretKey secretKey;

  /** Takes over {@code secretKey}. */
  public OperatorKey(Ed25519SecretKey secretKey) {
    this.secretKey = secretKey;
  }

  /** A fresh key. */
  public static OperatorKey generate(Entropy entropy) {
    return new OperatorKey(Ed25519SecretKey.generate(entropy));
  }

  /** The key that belongs to a stored seed of 32 bytes; the caller wipes its own array. */
  public static OperatorKey fromSeed(byte[] seed) {
    return new OperatorKey(new Ed25519SecretKey(Secret.copyOf(seed)));
  }

  /** The public half. */
  public Ed25519PublicKey publicKey() {
    return secretKey.publicKey();
  }

  /** This operator as others know it. */
  public OperatorSet.Operator operator(String name) {
    return new OperatorSet.Operator(name, publicKey());
  }

  /** Signs {@code header} as operator number {@code index} of the set in force. */
  public QuorumCertificate.Part sign(int index, BlockHeader header) {
    return new QuorumCertificate.Part(index, share(CommitCertificate.signedBytes(header)));
  }

  /** This operator's share of a certificate about {@code message}. */
  public ByteString share(ByteString message) {
    return new MultiSignatureSigner(0, secretKey).share(message);
  }

  /** Signs {@code frame}, which begins with the tag of what it is, as this operator alone. */
  public ByteString sign(ByteString frame) {
    return secretKey.sign(frame);
  }

  /** Overwrites the secret. */
  public void destroy() {
    secretKey.destroy();
  }

  @Override
  public String toString() {
    return "OperatorKey[" + publicKey().bytes().slice(0, 4) + "]";
  }
}
