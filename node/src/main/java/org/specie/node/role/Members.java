package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.NetworkHome;

/** The members of a committee and their keys, one folder of secrets a member, from 1. */
public final class Members {
  /** Who issues money and sets policy. */
  public static final String COMMITTEE = "committee";

  /** Who lets people in. */
  public static final String REGISTRARS = "registrars";

  private static final String KEY = "key";

  private Members() {}

  /** The folder of member {@code index}, from 0, of {@code body}. */
  static String party(String body, int index) {
    return body + "/" + (index + 1);
  }

  /** Makes and keeps a key for each of {@code count} members; answers the public ones. */
  public static KeyQuorum found(
      NetworkHome home, String body, int count, int required, Entropy entropy) throws IOException {
    List<Ed25519PublicKey> keys = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Secret secret = Secret.random(Ed25519SecretKey.SIZE, entropy);
      home.keep(party(body, index), KEY, secret);
      keys.add(new Ed25519SecretKey(secret).publicKey());
      secret.destroy();
    }
    return new KeyQuorum(keys, required);
  }

  /** The members' keys as kept, each the one {@code quorum} names at its place. */
  static List<Ed25519SecretKey> keys(NetworkHome home, String body, KeyQuorum quorum)
      throws IOException {
    List<Ed25519SecretKey> keys = new ArrayList<>();
    for (int index = 0; index < quorum.keys().size(); index++) {
      Optional<Secret> kept = home.secret(party(body, index), KEY);
      if (kept.isEmpty()) {
        throw new IOException("no key of " + party(body, index) + "; restore its folder");
      }
      Ed25519SecretKey key = new Ed25519SecretKey(kept.get());
      if (!key.publicKey().equals(quorum.keys().get(index))) {
        throw new IOException(
            "the key of " + party(body, index) + " is not the one the policy names");
      }
      keys.add(key);
    }
    return keys;
  }
}
