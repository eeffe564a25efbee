package org.specie.node.act;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** The signatures of a quorum's members on one message, as they come together in files. */
final class Signatures {
  private Signatures() {}

  /**
   * Whether every one of {@code given} holds. The quorum's own rule, but for how many it takes:
   * strict order, nobody twice, no stranger.
   */
  static boolean hold(KeyQuorum quorum, ByteString message, List<KeyQuorum.Signature> given) {
    return given.isEmpty() || new KeyQuorum(quorum.keys(), 1).isMetBy(message, given);
  }

  /** Those of {@code some} and of {@code more}, one a member, in the members' order. */
  static List<KeyQuorum.Signature> united(
      List<KeyQuorum.Signature> some, List<KeyQuorum.Signature> more) {
    TreeMap<Integer, KeyQuorum.Signature> all = new TreeMap<>();
    some.forEach(each -> all.put(each.index(), each));
    more.forEach(each -> all.putIfAbsent(each.index(), each));
    return List.copyOf(all.values());
  }

  /** Whose they are, by their places in the quorum, from 0. */
  static List<Integer> signers(List<KeyQuorum.Signature> given) {
    return given.stream().map(KeyQuorum.Signature::index).toList();
  }

  /** The place, from 0, of whoever holds {@code key} in {@code quorum}. */
  static Optional<Integer> seat(KeyQuorum quorum, Ed25519PublicKey key) {
    int index = quorum.keys().indexOf(key);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }
}
