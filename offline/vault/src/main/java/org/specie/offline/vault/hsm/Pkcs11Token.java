package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.VaultReason;

/**
 * A token of an HSM behind PKCS #11, logged in to through the JDK's provider: keys with names, of
 * which none has bytes outside. Not safe for several threads. Spec: docs/spec/55-vault.md 1.2.
 */
final class Pkcs11Token implements AutoCloseable {
  private static final String MODULE = "SunPKCS11";

  private final AuthProvider provider;
  private final KeyStore store;
  private final Map<String, Key> found = new HashMap<>();

  private Pkcs11Token(AuthProvider provider, KeyStore store) {
    this.provider = provider;
    this.store = store;
  }

  /**
   * Logs in and destroys the PIN. An HSM asks a process for its PIN once: while something else of
   * this process is logged in to the same slot, any PIN is taken.
   *
   * @param name of the provider in this process
   * @param attributes of keys that are made, in the JDK's words
   */
  static Answer<Pkcs11Token> open(Slot slot, Pin pin, String name, List<String> attributes)
      throws IOException {
    Provider plain = Security.getProvider(MODULE);
    Check.that(plain != null, "this JDK has the provider SunPKCS11");
    Provider configured;
    try {
      configured =
          plain.configure(
              "--name = %s-%d\nlibrary = %s\nslot = %d\n%s\n"
                  .formatted(
                      name,
                      slot.number(),
                      slot.library(),
                      slot.number(),
                      String.join("\n", attributes)));
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
      return new Answer.Given<>(new Pkcs11Token(provider, store));
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("the HSM cannot be opened", e);
    }
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

  static IOException gone(Exception cause) {
    return new IOException("the HSM does not answer, or lost a key", cause);
  }

  /** What works with its keys. */
  Provider provider() {
    return provider;
  }

  /** The names of all keys, asked of the module. */
  SortedSet<String> names() throws IOException {
    Optional<IOException> failure = load(store, null);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return listed();
  }

  /** The names of all keys, as they were listed last. */
  SortedSet<String> listed() throws IOException {
    try {
      return new TreeSet<>(Collections.list(store.aliases()));
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** Keeps a key that was made in the token; the module's keys are listed anew behind it. */
  void keep(String name, SecretKey key) throws IOException {
    Check.that(key.getEncoded() == null, "a key of the HSM has no bytes outside");
    try {
      store.setEntry(name, new KeyStore.SecretKeyEntry(key), null);
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** Makes a key with a public half, which is what its tag shows. */
  PublicKey make(String name, String algorithm, AlgorithmParameterSpec kind) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
      generator.initialize(kind);
      KeyPair made = generator.generateKeyPair();
      Check.that(made.getPrivate().getEncoded() == null, "a key of the HSM has no bytes outside");
      Certificate[] tag = {KeyTag.of(made.getPublic())};
      store.setKeyEntry(name, made.getPrivate(), null, tag);
      return made.getPublic();
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  Key key(String name) throws IOException {
    Key known = found.get(name);
    if (known != null) {
      return known;
    }
    try {
      Key key = store.getKey(name, null);
      if (key == null) {
        throw new IOException("the HSM has no key " + name);
      }
      found.put(name, key);
      return key;
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** What the tag of {@code name} shows. */
  PublicKey shown(String name) throws IOException {
    try {
      Certificate tag = store.getCertificate(name);
      if (tag == null) {
        throw new IOException("the HSM has no key " + name);
      }
      return tag.getPublicKey();
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** Destroys a key for good; nothing happens if there is none of this name. */
  void destroy(String name) throws IOException {
    try {
      found.remove(name);
      store.deleteEntry(name);
    } catch (GeneralSecurityException | ProviderException e) {
      throw gone(e);
    }
  }

  /** Logs this process out of the slot, everything in it that is logged in. */
  @Override
  public void close() throws IOException {
    try {
      provider.logout();
    } catch (LoginException | ProviderException e) {
      throw gone(e);
    }
  }
}
