package org.specie.kernel.crypto.signature;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;

/**
 * Ed25519 in AWS-LC, through a provider object that nobody installs: 6 µs to sign, the first time
 * 11, and 24 µs to verify. It recomputes R as S·B - h·A and compares encodings, which for a key of
 * prime order accepts only canonical encodings of points of the prime-order group; the neutral one
 * is left to refuse here.
 */
final class CorrettoEd25519 implements Ed25519Carrier {
  private static final String ALGORITHM = "Ed25519";

  /** SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key. */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** PrivateKeyInfo of RFC 8410 up to the 32 bytes of the secret. */
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  /** Looking a verifier up costs a tenth of verifying. */
  private static final ThreadLocal<Signature> VERIFIER =
      ThreadLocal.withInitial(CorrettoEd25519::newVerifier);

  private final Provider provider;

  private CorrettoEd25519(Provider provider) {
    this.provider = provider;
  }

  /** The carrier, or nothing where the native library does not load or does not work. */
  static Optional<CorrettoEd25519> load() {
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.getLoadingError() != null) {
        return Optional.empty();
      }
      CorrettoEd25519 carrier = new CorrettoEd25519(provider);
      return carrier.knowsItsTrade() ? Optional.of(carrier) : Optional.empty();
    } catch (LinkageError | InvariantViolation unusable) {
      // A platform without the library: the other carrier has the same answers.
      return Optional.empty();
    }
  }

  @Override
  public Signer signer(byte[] secret, byte[] publicKey) {
    byte[] encoded = joined(PKCS8_PREFIX, secret);
    try {
      Signature signature = Signature.getInstance(ALGORITHM, provider);
      signature.initSign(new SecretEncoding(encoded));
      return new NativeSigner(signature, new PublicEncoding(joined(X509_PREFIX, publicKey)));
    } catch (GeneralSecurityException broken) {
      throw new InvariantViolation("every 32 bytes are a secret key of Ed25519", broken);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /**
   * The library computes the public key when it reads a secret, which is as much work as a
   * signature; so it reads it once.
   */
  private record NativeSigner(Signature signature, PublicKey known) implements Signer {
    @Override
    public byte[] sign(byte[] message) {
      synchronized (signature) {
        try {
          signature.update(message);
          return signature.sign();
        } catch (SignatureException broken) {
          throw new InvariantViolation("Ed25519 signs every message with every key", broken);
        }
      }
    }

    /** The library wipes a key when it is given another one. */
    @Override
    public void destroy() {
      synchronized (signature) {
        try {
          signature.initVerify(known);
        } catch (InvalidKeyException broken) {
          throw new InvariantViolation("a key of prime order is a key", broken);
        }
      }
    }
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (ByteString.copyOf(signature, 0, Ed25519PublicKey.SIZE).equals(NEUTRAL)) {
      return false;
    }
    try {
      Signature verifier = verifier(new PublicEncoding(joined(X509_PREFIX, publicKey)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (InvalidKeyException broken) {
      throw new InvariantViolation("a key of prime order is a key", broken);
    } catch (SignatureException undecided) {
      // A library that gives up has not said no; the other carrier decides.
      return new BouncyEd25519().verify(publicKey, message, signature);
    }
  }

  /** This thread's, ready for {@code key}; one that failed keeps a key it has wiped. */
  private static Signature verifier(PublicKey key) throws InvalidKeyException {
    Signature verifier = VERIFIER.get();
    boolean isReady = false;
    try {
      verifier.initVerify(key);
      isReady = true;
      return verifier;
    } finally {
      if (!isReady) {
        VERIFIER.remove();
      }
    }
  }

  private static Signature newVerifier() {
    try {
      return Signature.getInstance(ALGORITHM, AmazonCorrettoCryptoProvider.INSTANCE);
    } catch (NoSuchAlgorithmException broken) {
      throw new InvariantViolation("the library has Ed25519", broken);
    }
  }

  private static byte[] joined(byte[] prefix, byte[] rest) {
    byte[] all = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, all, prefix.length, rest.length);
    return all;
  }

  /** A public key as the provider reads it; it makes its own of it, which costs next to nothing. */
  private static final class PublicEncoding implements PublicKey {
    private static final long serialVersionUID = 1L;
    private final byte[] encoded;

    PublicEncoding(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }

  /** A secret key as the provider reads it: the array itself, which its owner wipes. */
  private static final class SecretEncoding implements PrivateKey {
    private static final long serialVersionUID = 1L;
    private final byte[] encoded;

    SecretEncoding(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return encoded;
    }

    @Override
    public String toString() {
      return "SecretEncoding(redacted)";
    }
  }
}
