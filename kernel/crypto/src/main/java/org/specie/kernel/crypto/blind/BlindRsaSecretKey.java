package org.specie.kernel.crypto.blind;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.RSABlindSignatureServer;
import org.bouncycastle.util.BigIntegers;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;

/**
 * The signer's key. What it signs is random to it. The private operation is blinded once more by
 * BouncyCastle and its result checked before it leaves, so that neither its time nor a fault tells
 * of the key. A key signs messages of one kind only: whoever asks decides what is signed.
 */
public final class BlindRsaSecretKey implements BlindRsaSigner {
  private static final int CERTAINTY = 128;

  private final RSAPrivateCrtKeyParameters key;
  private final BlindRsaPublicKey publicKey;

  private BlindRsaSecretKey(RSAPrivateCrtKeyParameters key) {
    this.key = key;
    this.publicKey =
        new BlindRsaPublicKey(ByteString.copyOf(BigIntegers.asUnsignedByteArray(key.getModulus())));
  }

  /** A fresh key with a modulus of {@code bits}; takes up to some seconds. */
  public static BlindRsaSecretKey generate(int bits, Entropy entropy) {
    Check.that(
        BlindRsaPublicKey.BITS_MIN <= bits && bits <= BlindRsaPublicKey.BITS_MAX && bits % 8 == 0,
        "a modulus has 2048 to 4096 bits");
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(
            BlindRsaPublicKey.EXPONENT, new EntropyRandom(entropy), bits, CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    if (pair.getPrivate() instanceof RSAPrivateCrtKeyParameters made) {
      return new BlindRsaSecretKey(made);
    }
    throw new InvariantViolation("the generator makes keys with their factors");
  }

  /** Reads what {@link #encode()} wrote. */
  public static BlindRsaSecretKey decode(Secret encoded) throws MalformedInput {
    RSAPrivateKey read = encoded.lend(BlindRsaSecretKey::parse);
    BigInteger product = read.getPrime1().multiply(read.getPrime2());
    if (!product.equals(read.getModulus())
        || !read.getPublicExponent().equals(BlindRsaPublicKey.EXPONENT)) {
      throw new MalformedInput("the factors of a key multiply to its modulus");
    }
    BlindRsaPublicKey.decode(ByteString.copyOf(BigIntegers.asUnsignedByteArray(read.getModulus())));
    return new BlindRsaSecretKey(
        new RSAPrivateCrtKeyParameters(
            read.getModulus(),
            read.getPublicExponent(),
            read.getPrivateExponent(),
            read.getPrime1(),
            read.getPrime2(),
            read.getExponent1(),
            read.getExponent2(),
            read.getCoefficient()));
  }

  private static RSAPrivateKey parse(byte[] der) {
    return RSAPrivateKey.getInstance(der);
  }

  /** The key in the form of PKCS #1, for the signer's own storage. */
  public Secret encode() {
    try {
      return Secret.copyOf(
          new RSAPrivateKey(
                  key.getModulus(),
                  key.getPublicExponent(),
                  key.getExponent(),
                  key.getP(),
                  key.getQ(),
                  key.getDP(),
                  key.getDQ(),
                  key.getQInv())
              .getEncoded());
    } catch (IOException e) {
      throw new InvariantViolation("a key in memory has an encoding", e);
    }
  }

  @Override
  public BlindRsaPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Optional<ByteString> sign(ByteString blinded) {
    if (blinded.size() != publicKey.signatureSize()
        || blinded.compareTo(publicKey.modulus()) >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ByteString.copyOf(new RSABlindSignatureServer(key).blindSign(blinded.toByteArray())));
    } catch (CryptoException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "BlindRsaSecretKey[redacted]";
  }
}
