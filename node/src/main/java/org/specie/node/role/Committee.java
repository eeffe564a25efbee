package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.NetworkHome;

/**
 * The issuance committee, all of whose members happen to sit at this table. It decides; the ledger
 * counts the signatures.
 */
public final class Committee {
  private final Hash32 ledgerId;
  private final int required;
  private final List<Ed25519SecretKey> members;
  private final Entropy entropy;

  private Committee(
      Hash32 ledgerId, int required, List<Ed25519SecretKey> members, Entropy entropy) {
    this.ledgerId = ledgerId;
    this.required = required;
    this.members = List.copyOf(members);
    this.entropy = entropy;
  }

  /** The committee with the members' keys of {@code home}, for the ledger {@code ledgerId}. */
  public static Committee open(NetworkHome home, Hash32 ledgerId, KeyQuorum quorum, Entropy entropy)
      throws IOException {
    List<Ed25519SecretKey> members = Members.keys(home, Members.COMMITTEE, quorum);
    return new Committee(ledgerId, quorum.required(), members, entropy);
  }

  /** How many members there are. */
  public int size() {
    return members.size();
  }

  /** The act, under a record id never used before, signed by as many members as it takes. */
  public CommitteeAct decide(Act act, long validUntil) {
    List<Integer> first = new ArrayList<>();
    for (int index = 0; index < required; index++) {
      first.add(index);
    }
    return decide(act, validUntil, first);
  }

  /** The act, signed by the members {@code signing}, whether or not they are enough. */
  public CommitteeAct decide(Act act, long validUntil, List<Integer> signing) {
    Hash32 recordId = Hash32.of(entropy.bytes(Hash32.SIZE));
    Check.that(!recordId.equals(Hash32.ZERO), "the entropy source does not return zeros");
    CommitteeAct.Statement statement = new CommitteeAct.Statement(recordId, validUntil, act);
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int index : signing) {
      signatures.add(statement.sign(ledgerId, index, members.get(index)));
    }
    return statement.with(signatures);
  }
}
