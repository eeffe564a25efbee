package org.specie.kernel.crypto.quorum;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * One signer's share of a BLS key: the polynomial's value at the signer's number plus one. A share
 * of a signature is that multiple of the hashed message, computed in constant time: the point comes
 * from hashing and is in the group of order r, so blst's multiplication is right and leaks nothing.
 */
public final class ThresholdBlsSigner implements QuorumSigner {
  private final int signer;
  private @Nullable Scalar share;

  private ThresholdBlsSigner(int signer, Scalar share) {
    Check.that(Lagrange.isIndex(signer + 1), "a signer is numbered 0 to 999");
    this.signer = signer;
    this.share = share;
  }

  /** The share of the signer with polynomial index {@code index}, which is its number plus one. */
  public static ThresholdBlsSigner ofIndex(int index, Scalar share) {
    return new ThresholdBlsSigner(index - 1, share);
  }

  @Override
  public int signer() {
    return signer;
  }

  @Override
  public ByteString share(ByteString message) {
    return ThresholdBlsKey.hash(message).times(secret()).toCompressed();
  }

  /** The public side of this share. */
  public G2 publicKey() {
    return G2.GENERATOR.times(secret());
  }

  /** The share of the key, for handing it on to other signers (clause 4.20) and nothing else. */
  public Scalar secret() {
    if (share == null) {
      throw new InvariantViolation("a destroyed signer signs nothing");
    }
    return share;
  }

  /** The share itself, for sealed storage of its signer and nothing else. */
  public Secret toSecret() {
    Encoder out = new Encoder().u16(signer);
    secret().encode(out);
    byte[] bytes = out.toByteArray();
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /** Takes what {@link #toSecret} gave. */
  public static ThresholdBlsSigner fromSecret(Secret secret) throws MalformedInput {
    return secret
        .lend(ThresholdBlsSigner::read)
        .orElseThrow(() -> new MalformedInput("not the bytes of a key share"));
  }

  private static Optional<ThresholdBlsSigner> read(byte[] bytes) {
    try {
      Decoder in = new Decoder(bytes);
      int signer = in.u16();
      Scalar share = Scalar.decode(in);
      in.end();
      return Lagrange.isIndex(signer + 1)
          ? Optional.of(new ThresholdBlsSigner(signer, share))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  @Override
  public void destroy() {
    share = null;
  }

  @Override
  public boolean isDestroyed() {
    return share == null;
  }

  @Override
  public String toString() {
    return "ThresholdBlsSigner[" + signer + ", redacted]";
  }
}
