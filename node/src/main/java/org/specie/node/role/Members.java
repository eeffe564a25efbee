package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.NetworkHome;

/** The members of a body and their keys, one folder a member. */
public final class Members {
  private Members() {}

  /** Makes and keeps a key for each of {@code count} members; answers the public ones. */
  public static KeyQuorum found(
      NetworkHome home, Body body, int count, int required, Entropy entropy) throws IOException {
    List<Ed25519PublicKey> keys = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      keys.add(body.member(home, index).foundKey(entropy));
    }
    return new KeyQuorum(keys, required);
  }

  /** The members' keys as kept, each the one {@code quorum} names at its place. */
  static List<Ed25519SecretKey> keys(NetworkHome home, Body body, KeyQuorum quorum)
      throws IOException {
    List<Ed25519SecretKey> keys = new ArrayList<>();
    for (int index = 0; index < quorum.keys().size(); index++) {
      keys.add(key(body.member(home, index), quorum, index));
    }
    return keys;
  }

  /** The same by place, of those whose folders are here: others may have taken theirs away. */
  static SortedMap<Integer, Ed25519SecretKey> present(NetworkHome home, Body body, KeyQuorum quorum)
      throws IOException {
    SortedMap<Integer, Ed25519SecretKey> keys = new TreeMap<>();
    for (int index = 0; index < quorum.keys().size(); index++) {
      MemberFolder member = body.member(home, index);
      if (member.hasKey()) {
        keys.put(index, key(member, quorum, index));
      }
    }
    return keys;
  }

  private static Ed25519SecretKey key(MemberFolder member, KeyQuorum quorum, int index)
      throws IOException {
    Ed25519SecretKey key = member.key();
    if (!key.publicKey().equals(quorum.keys().get(index))) {
      throw new IOException("the key of " + member.name() + " is not the one the policy names");
    }
    return key;
  }
}
