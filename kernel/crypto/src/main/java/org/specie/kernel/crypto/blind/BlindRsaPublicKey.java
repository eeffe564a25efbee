package org.specie.kernel.crypto.blind;

import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * An RSA public key that blind signatures verify under; the exponent is 65537. Verifying is public
 * and takes variable time. Source: RFC 9474 section 4; docs/spec/08-blind-signatures.md 8.1.
 *
 * @param modulus big-endian, without a leading zero
 */
public record BlindRsaPublicKey(ByteString modulus) {
  /** The public exponent of all keys. */
  public static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  /** Bits of the smallest modulus. */
  public static final int BITS_MIN = 2_048;

  /** Bits of the largest modulus. */
  public static final int BITS_MAX = 4_096;

  private static final int SALT_SIZE = 48;

  public BlindRsaPublicKey {
    Check.that(isModulus(modulus), "a modulus is odd and has 2048 to 4096 bits");
  }

  private static boolean isModulus(ByteString modulus) {
    int bits = modulus.size() * 8;
    return BITS_MIN <= bits
        && bits <= BITS_MAX
        && modulus.at(0) >= 0x80
        && (modulus.at(modulus.size() - 1) & 1) == 1;
  }

  /** Reads a modulus that somebody else sent. */
  public static BlindRsaPublicKey decode(ByteString modulus) throws MalformedInput {
    if (modulus.isEmpty() || !isModulus(modulus)) {
      throw new MalformedInput("a modulus is odd and has 2048 to 4096 bits");
    }
    return new BlindRsaPublicKey(modulus);
  }

  /** Length of a signature, and of a blinded message, in bytes. */
  public int signatureSize() {
    return modulus.size();
  }

  RSAKeyParameters parameters() {
    return new RSAKeyParameters(false, new BigInteger(1, modulus.toByteArray()), EXPONENT);
  }

  /** Whether {@code signature} is one on {@code prepared}, a message with its random prefix. */
  public boolean verify(ByteString prepared, ByteString signature) {
    if (signature.size() != signatureSize() || signature.compareTo(modulus) >= 0) {
      return false;
    }
    PSSSigner verifier =
        new PSSSigner(new RSAEngine(), new SHA384Digest(), new SHA384Digest(), SALT_SIZE);
    verifier.init(false, parameters());
    verifier.update(prepared.toByteArray(), 0, prepared.size());
    return verifier.verifySignature(signature.toByteArray());
  }
}
