package org.specie.ledger.api.certificate;

import java.util.Arrays;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;

/**
 * The secret with which an operator signs blocks. Not a record: it prints no secret, and {@link
 * #destroy} wipes it.
 */
public final class OperatorKey {
  private final byte[] seed;
  private final ByteString publicKey;
  private boolean isDestroyed;

  private OperatorKey(byte[] seed) {
    this.seed = seed;
    this.publicKey = Ed25519.publicKey(seed);
  }

  /** A fresh key. */
  public static OperatorKey generate(Entropy entropy) {
    return new OperatorKey(entropy.bytes(Ed25519.SEED_BYTES));
  }

  /** The key that belongs to a stored seed of 32 bytes. */
  public static OperatorKey fromSeed(byte[] seed) {
    Check.that(seed.length == Ed25519.SEED_BYTES, "a seed has 32 bytes");
    return new OperatorKey(seed.clone());
  }

  /** The public half. */
  public ByteString publicKey() {
    return publicKey;
  }

  /** This operator as others know it. */
  public OperatorSet.Operator operator(String name) {
    return new OperatorSet.Operator(name, publicKey);
  }

  /** Signs {@code header} as operator number {@code index} of its ledger. */
  public CommitCertificate.OperatorSignature sign(int index, BlockHeader header) {
    Check.that(!isDestroyed, "the key is alive");
    return new CommitCertificate.OperatorSignature(
        index, Ed25519.sign(seed, CommitCertificate.signedBytes(header)));
  }

  /** Overwrites the secret. */
  public void destroy() {
    Arrays.fill(seed, (byte) 0);
    isDestroyed = true;
  }

  @Override
  public String toString() {
    return "OperatorKey[" + publicKey.slice(0, 4) + "]";
  }
}
