package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.SortedSet;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.vault.Answer;

/**
 * An HSM behind PKCS #11, through the JDK's provider. Every key is made in the module, private,
 * sensitive and not extractable; the JDK has no way to its bytes. A signing key lies beside a
 * certificate that says nothing but its name and its public half, because the JDK finds it by that.
 * One thread at a time. Spec: docs/spec/55-vault.md 1.2.
 */
public final class Pkcs11Hsm implements Hsm, AutoCloseable {
  private static final String CODE = "HmacSHA256";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";

  private static final List<String> ATTRIBUTES =
      List.of(
          "attributes(generate, CKO_PRIVATE_KEY, *) = {",
          "  CKA_PRIVATE = true",
          "  CKA_SENSITIVE = true",
          "  CKA_EXTRACTABLE = false",
          "  CKA_SIGN = true",
          "}",
          "attributes(generate, CKO_SECRET_KEY, *) = {",
          "  CKA_PRIVATE = true",
          "  CKA_SENSITIVE = true",
          "  CKA_EXTRACTABLE = false",
          "  CKA_SIGN = true",
          "}");

  private final Pkcs11Token token;

  private Pkcs11Hsm(Pkcs11Token token) {
    this.token = token;
  }

  /**
   * Logs in and destroys the PIN. An HSM asks a process for its PIN once: while another vault of
   * this process is logged in to the same slot, any PIN is taken.
   */
  public static Answer<Pkcs11Hsm> open(Slot slot, Pin pin) throws IOException {
    return switch (Pkcs11Token.open(slot, pin, "vault", ATTRIBUTES)) {
      case Answer.Given<Pkcs11Token>(Pkcs11Token token) -> new Answer.Given<>(new Pkcs11Hsm(token));
      case Answer.Refused<Pkcs11Token>(var reason) -> new Answer.Refused<>(reason);
    };
  }

  @Override
  public SortedSet<String> names() throws IOException {
    return token.names();
  }

  @Override
  public SortedSet<String> makeCodeKey(String name) throws IOException {
    try {
      token.keep(name, KeyGenerator.getInstance(CODE, token.provider()).generateKey());
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Token.gone(e);
    }
    return token.listed();
  }

  @Override
  public ByteString code(String name, ByteString... parts) throws IOException {
    try {
      Mac mac = Mac.getInstance(CODE, token.provider());
      mac.init(token.key(name));
      for (ByteString part : parts) {
        mac.update(part.toByteArray());
      }
      return ByteString.copyOf(mac.doFinal());
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Token.gone(e);
    }
  }

  @Override
  public P256Key makeSigningKey(String name) throws IOException {
    if (token.make(name, "EC", new ECGenParameterSpec("secp256r1")) instanceof ECPublicKey point) {
      return P256Key.of(point);
    }
    throw new InvariantViolation("a key on P-256 has a point");
  }

  @Override
  public P256Signature sign(String name, ByteString... parts) throws IOException {
    try {
      Signature signer = Signature.getInstance(SIGNATURE, token.provider());
      if (!(token.key(name) instanceof PrivateKey secret)) {
        throw new IOException("the HSM's key " + name + " does not sign");
      }
      signer.initSign(secret);
      for (ByteString part : parts) {
        signer.update(part.toByteArray());
      }
      return P256Signature.withLowS(ByteString.copyOf(signer.sign()));
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Token.gone(e);
    }
  }

  @Override
  public void destroy(String name) throws IOException {
    token.destroy(name);
  }

  /** Logs this process out of the slot, every vault in it. */
  @Override
  public void close() throws IOException {
    token.close();
  }
}
