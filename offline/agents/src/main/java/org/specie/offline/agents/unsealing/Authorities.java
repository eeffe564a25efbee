package org.specie.offline.agents.unsealing;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.pseudonym.RegisterEntry;

/**
 * Everything public of those who open entries. Spec: docs/spec/56-register.md 1.3 and 3.3.
 *
 * @param key under which entries are sealed; its threshold is m
 * @param members what each signs with, member i at position i - 1
 * @param agents whose entries they open
 */
public record Authorities(
    EscrowThresholdKey key, List<Ed25519PublicKey> members, List<Ed25519PublicKey> agents) {
  public Authorities {
    members = List.copyOf(members);
    agents = List.copyOf(agents);
    Check.that(
        key.members() == members.size() && members.stream().distinct().count() == members.size(),
        "every authority has a share and a key of its own");
    Check.that(key.key().slots().size() == 1 && key.isConsistent(), "the key is one of one slot");
  }

  /** How many of them open: m. */
  public int needed() {
    return key.threshold();
  }

  /** Whether one of the agents sealed {@code entry} for these authorities. */
  public boolean isGood(RegisterEntry entry) {
    return entry.isGood(agents, key.key());
  }

  /** What is signed: a tag, whose it is, and {@code body}. */
  ByteString signed(String tag, ByteString body) {
    return new Encoder().text(tag).hash(key.key().hash()).fixed(body).toByteString();
  }

  /** Whether authority {@code index} signed {@code body} behind {@code tag}. */
  boolean isSigned(int index, String tag, ByteString body, ByteString signature) {
    return 0 < index
        && index <= members.size()
        && members.get(index - 1).verify(signed(tag, body), signature);
  }
}
