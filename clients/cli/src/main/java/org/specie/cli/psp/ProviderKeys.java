package org.specie.cli.psp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.services.registrar.evidence.Mark;
import org.specie.services.registrar.evidence.Registration;

/**
 * The key by which registrars and the ledger's register know a provider, and the one before while
 * they change over. Read at each registration and each question for it. Source:
 * docs/spec/43-registrar.md, 2.4; docs/spec/44-provider-register.md, 3.3.
 *
 * @param home of the provider
 * @param provider its name
 */
record ProviderKeys(DirectoryHome home, String provider) {
  private static final String PARTY = "psp";
  private static final String KEY = "provider";
  private static final String BEFORE = "provider-before";

  /** The key, made if there is none. */
  Ed25519PublicKey key(Entropy entropy) throws IOException {
    home.alone(
        PARTY,
        KEY,
        () -> {
          if (home.secret(PARTY, KEY).isEmpty()) {
            home.keep(PARTY, KEY, Secret.random(Ed25519SecretKey.SIZE, entropy));
          }
        });
    return secrets().getFirst().publicKey();
  }

  /**
   * Another key; the one there is stays in use beside it. Nothing if two are in use already: the
   * first of them is the one that registrars know, and is not given up for a third.
   */
  Optional<Ed25519PublicKey> next(Entropy entropy) throws IOException {
    List<Ed25519PublicKey> made = new ArrayList<>();
    home.alone(
        PARTY,
        KEY,
        () -> {
          if (home.secret(PARTY, BEFORE).isPresent()) {
            return;
          }
          Optional<Secret> before = home.secret(PARTY, KEY);
          if (before.isPresent()) {
            home.keep(PARTY, BEFORE, before.get());
          }
          home.keep(PARTY, KEY, Secret.random(Ed25519SecretKey.SIZE, entropy));
          made.add(secrets().getFirst().publicKey());
        });
    return made.stream().findFirst();
  }

  /** From now on the key there is alone is in use. */
  void forgetTheOneBefore() throws IOException {
    home.alone(PARTY, KEY, () -> home.forget(PARTY, BEFORE));
  }

  private List<Ed25519SecretKey> secrets() throws IOException {
    List<Ed25519SecretKey> keys = new ArrayList<>();
    for (String name : List.of(KEY, BEFORE)) {
      home.secret(PARTY, name).map(Ed25519SecretKey::new).ifPresent(keys::add);
    }
    return keys;
  }

  /** Signatures on {@code message} of the keys in use; none while the provider has no key. */
  List<ByteString> signed(ByteString message) throws IOException {
    List<Ed25519SecretKey> keys = secrets();
    List<ByteString> signatures = keys.stream().map(each -> each.sign(message)).toList();
    keys.forEach(Ed25519SecretKey::destroy);
    return signatures;
  }

  /** {@code asked} as this provider brings it; as it was while the provider has no key. */
  Registration marked(ByteString domain, Registration asked) throws IOException {
    List<ByteString> signatures = signed(Mark.toSign(domain, provider, asked));
    return signatures.isEmpty() ? asked : asked.with(new Mark(provider, signatures));
  }
}
