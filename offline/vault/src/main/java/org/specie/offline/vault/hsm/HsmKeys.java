package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.util.BigIntegers;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.blind.BlindRsaSigner;
import org.specie.offline.vault.Answer;

/**
 * The keys of an issuer's agents in an HSM: on P-256, and of RSA for blind signatures. They are
 * made in it and have no form outside; an HSM that holds several agents' keys tells them apart by
 * nothing but their names. Safe for several threads. Spec: docs/spec/58-issuer-service.md 1.5.
 */
public final class HsmKeys implements AutoCloseable {
  private static final String RAW = "RSA/ECB/NoPadding";

  private static final List<String> ATTRIBUTES =
      List.of(
          "attributes(generate, CKO_PRIVATE_KEY, *) = {",
          "  CKA_PRIVATE = true",
          "  CKA_SENSITIVE = true",
          "  CKA_EXTRACTABLE = false",
          "}",
          "attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {",
          "  CKA_SIGN = true",
          "  CKA_DERIVE = true",
          "}",
          "attributes(generate, CKO_PRIVATE_KEY, CKK_RSA) = {",
          "  CKA_SIGN = false",
          "  CKA_DECRYPT = true",
          "}",
          // What two keys agree on is no key of the HSM: whoever asked is given it.
          "attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {",
          "  CKA_SENSITIVE = false",
          "  CKA_EXTRACTABLE = true",
          "}");

  private final Pkcs11Token token;

  private HsmKeys(Pkcs11Token token) {
    this.token = token;
  }

  /**
   * Logs in, and destroys the PIN.
   *
   * @throws WrongPin if the HSM does not take it
   */
  public static HsmKeys open(Slot slot, Pin pin) throws IOException {
    return switch (Pkcs11Token.open(slot, pin, "agents", ATTRIBUTES)) {
      case Answer.Given<Pkcs11Token>(Pkcs11Token token) -> new HsmKeys(token);
      case Answer.Refused<Pkcs11Token>(var reason) -> throw new WrongPin(reason);
    };
  }

  /** What works with the keys it hands out. */
  public Provider provider() {
    return token.provider();
  }

  /** Makes a key on P-256. */
  public synchronized KeyPair makeSigning(String name) throws IOException {
    var _ = token.make(name, "EC", new ECGenParameterSpec("secp256r1"));
    return pair(name);
  }

  /** The key of this name, whose secret half is a handle. */
  public synchronized KeyPair pair(String name) throws IOException {
    return new KeyPair(token.shown(name), secret(name));
  }

  private PrivateKey secret(String name) throws IOException {
    if (token.key(name) instanceof PrivateKey secret) {
      return secret;
    }
    throw new IOException("the HSM's key " + name + " has no public half");
  }

  /** Makes a key for blind signatures with a modulus of {@code bits}. */
  public synchronized BlindRsaSigner makeBlind(String name, int bits) throws IOException {
    var _ = token.make(name, "RSA", new RSAKeyGenParameterSpec(bits, BlindRsaPublicKey.EXPONENT));
    return blind(name);
  }

  /** The key for blind signatures of this name. */
  public synchronized BlindRsaSigner blind(String name) throws IOException {
    if (!(token.shown(name) instanceof RSAPublicKey shown)
        || !shown.getPublicExponent().equals(BlindRsaPublicKey.EXPONENT)) {
      throw new IOException("the HSM's key " + name + " makes no blind signatures");
    }
    try {
      ByteString modulus = ByteString.copyOf(BigIntegers.asUnsignedByteArray(shown.getModulus()));
      return new InHsm(this, secret(name), BlindRsaPublicKey.decode(modulus));
    } catch (MalformedInput e) {
      throw new IOException("the HSM's key " + name + " is none for blind signatures", e);
    }
  }

  private synchronized ByteString raw(PrivateKey secret, ByteString number) {
    try {
      Cipher cipher = Cipher.getInstance(RAW, token.provider());
      cipher.init(Cipher.DECRYPT_MODE, secret);
      byte[] power = cipher.doFinal(number.toByteArray());
      return ByteString.copyOf(
          BigIntegers.asUnsignedByteArray(number.size(), new BigInteger(1, power)));
    } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
      throw new UncheckedIOException(Pkcs11Token.gone(e));
    }
  }

  /** A key whose secret half is a handle. Raising the result again shows a fault of the HSM. */
  private record InHsm(HsmKeys keys, PrivateKey secret, BlindRsaPublicKey publicKey)
      implements BlindRsaSigner {
    @Override
    public Optional<ByteString> sign(ByteString blinded) {
      if (blinded.size() != publicKey.signatureSize()
          || blinded.compareTo(publicKey.modulus()) >= 0) {
        return Optional.empty();
      }
      ByteString power = keys.raw(secret, blinded);
      BigInteger raised =
          new BigInteger(1, power.toByteArray())
              .modPow(
                  BlindRsaPublicKey.EXPONENT, new BigInteger(1, publicKey.modulus().toByteArray()));
      if (!raised.equals(new BigInteger(1, blinded.toByteArray()))) {
        throw new UncheckedIOException(new IOException("the HSM signed wrongly"));
      }
      return Optional.of(power);
    }

    @Override
    public String toString() {
      return "BlindRsaSigner[in an HSM]";
    }
  }

  /** Logs this process out of the slot. */
  @Override
  public void close() throws IOException {
    token.close();
  }
}
