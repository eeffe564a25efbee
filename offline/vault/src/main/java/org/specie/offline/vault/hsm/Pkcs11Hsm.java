package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.VaultReason;

/**
 * An HSM behind PKCS #11, through the JDK's provider. Every key is made in the module, private,
 * sensitive and not extractable; the JDK has no way to its bytes. A signing key lies beside a
 * certificate that says nothing but its name and its public half, because the JDK finds it by that.
 * One thread at a time. Spec: docs/spec/55-vault.md 1.2.
 */
public final class Pkcs11Hsm implements Hsm, AutoCloseable {
  private static final String MODULE = "SunPKCS11";
  private static final String CODE = "HmacSHA256";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";

  private final AuthProvider provider;
  private final KeyStore store;
  private final Map<String, Key> found = new HashMap<>();

  private Pkcs11Hsm(AuthProvider provider, KeyStore store) {
    this.provider = provider;
    this.store = store;
  }

  /**
   * Logs in and destroys the PIN. An HSM asks a process for its PIN once: while another vault of
   * this process is logged in to the same slot, any PIN is taken.
   */
  public static Answer<Pkcs11Hsm> open(Slot slot, Pin pin) throws IOException {
    Provider plain = Security.getProvider(MODULE);
    Check.that(plain != null, "this JDK has the provider SunPKCS11");
    Provider configured;
    try {
      configured = plain.configure(configuration(slot));
    } catch (InvalidParameterException | ProviderException e) {
      throw new IOException("the library " + slot.library() + " has no such slot", e);
    }
    if (!(configured instanceof AuthProvider provider)) {
      throw new InvariantViolation("a provider of PKCS #11 logs in");
    }
    if (provider.getService("KeyStore", "PKCS11") == null) {
      throw new IOException(
          "there is no token in slot %d of %s".formatted(slot.number(), slot.library()));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      Optional<IOException> failure = pin.lend(characters -> load(store, characters));
      pin.destroy();
      if (failure.isPresent()) {
        if (failure.get().getCause() instanceof UnrecoverableKeyException) {
          return new Answer.Refused<>(VaultReason.WRONG_PIN);
        }
        throw failure.get();
      }
      return new Answer.Given<>(new Pkcs11Hsm(provider, store));
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("the HSM cannot be opened", e);
    }
  }

  /** What the JDK is told: the slot, and of which kind keys are that are made in it. */
  private static String configuration(Slot slot) {
    return String.join(
        "\n",
        "--name = vault-" + slot.number(),
        "library = " + slot.library(),
        "slot = " + slot.number(),
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
        "}",
        "");
  }

  private static Optional<IOException> load(
      KeyStore store, char @org.jspecify.annotations.Nullable [] pin) {
    try {
      store.load(null, pin);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    } catch (GeneralSecurityException | ProviderException e) {
      return Optional.of(new IOException("the HSM does not list its keys", e));
    }
  }

  @Override
  public SortedSet<String> names() throws IOException {
    Optional<IOException> failure = load(store, null);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return listed();
  }

  private SortedSet<String> listed() throws IOException {
    try {
      return new TreeSet<>(Collections.list(store.aliases()));
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  private static IOException gone(Exception cause) {
    return new IOException("the HSM does not answer, or lost a key", cause);
  }

  @Override
  public SortedSet<String> makeCodeKey(String name) throws IOException {
    try {
      SecretKey key = KeyGenerator.getInstance(CODE, provider).generateKey();
      Check.that(key.getEncoded() == null, "a key of the HSM has no bytes outside");
      // The key store lists the module's keys anew behind every key it takes.
      store.setEntry(name, new KeyStore.SecretKeyEntry(key), null);
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
    return listed();
  }

  @Override
  public ByteString code(String name, ByteString... parts) throws IOException {
    try {
      Mac mac = Mac.getInstance(CODE, provider);
      mac.init(key(name));
      for (ByteString part : parts) {
        mac.update(part.toByteArray());
      }
      return ByteString.copyOf(mac.doFinal());
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  @Override
  public P256Key makeSigningKey(String name) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Check.that(pair.getPrivate().getEncoded() == null, "a key of the HSM has no bytes outside");
      X509Certificate[] tag = {KeyTag.of(name, pair, provider)};
      store.setKeyEntry(name, pair.getPrivate(), null, tag);
      if (pair.getPublic() instanceof ECPublicKey point) {
        return P256Key.of(point);
      }
      throw new InvariantViolation("a key on P-256 has a point");
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  @Override
  public P256Signature sign(String name, ByteString... parts) throws IOException {
    try {
      Signature signer = Signature.getInstance(SIGNATURE, provider);
      if (!(key(name) instanceof PrivateKey secret)) {
        throw new IOException("the HSM's key " + name + " does not sign");
      }
      signer.initSign(secret);
      for (ByteString part : parts) {
        signer.update(part.toByteArray());
      }
      return P256Signature.withLowS(ByteString.copyOf(signer.sign()));
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  private Key key(String name) throws IOException, GeneralSecurityException {
    Key known = found.get(name);
    if (known != null) {
      return known;
    }
    Key key = store.getKey(name, null);
    if (key == null) {
      throw new IOException("the HSM has no key " + name);
    }
    found.put(name, key);
    return key;
  }

  @Override
  public void destroy(String name) throws IOException {
    try {
      found.remove(name);
      store.deleteEntry(name);
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** Logs this process out of the slot, every vault in it. */
  @Override
  public void close() throws IOException {
    try {
      provider.logout();
    } catch (LoginException | ProviderException e) {
      throw gone(e);
    }
  }
}
