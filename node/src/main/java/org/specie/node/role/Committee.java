package org.specie.node.role;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.act.ProposedAct;
import org.specie.node.home.NetworkHome;

/**
 * The issuance committee, or another body that decides by acts, of whom enough happen to sit at
 * this table. It decides; the ledger counts the signatures.
 */
public final class Committee {
  private final Hash32 ledgerId;
  private final int required;
  private final SortedMap<Integer, Ed25519SecretKey> members;
  private final Entropy entropy;

  private Committee(
      Hash32 ledgerId,
      int required,
      SortedMap<Integer, Ed25519SecretKey> members,
      Entropy entropy) {
    this.ledgerId = ledgerId;
    this.required = required;
    this.members = members;
    this.entropy = entropy;
  }

  /** The committee with the members' keys of {@code home}, for the ledger {@code ledgerId}. */
  public static Committee open(NetworkHome home, Hash32 ledgerId, KeyQuorum quorum, Entropy entropy)
      throws IOException {
    return open(home, Body.COMMITTEE, ledgerId, quorum, entropy);
  }

  /** The same of {@code body}, such as the auditors or the authorities. */
  public static Committee open(
      NetworkHome home, Body body, Hash32 ledgerId, KeyQuorum quorum, Entropy entropy)
      throws IOException {
    SortedMap<Integer, Ed25519SecretKey> members = Members.present(home, body, quorum);
    if (members.size() < quorum.required()) {
      throw new IOException(
          "%d of the %d members that decide are here; bring the folders of others, such as %s, or pass"
                  .formatted(members.size(), quorum.required(), body.folder(0))
              + " the act on as a file: 'specie act propose'");
    }
    return new Committee(ledgerId, quorum.required(), members, entropy);
  }

  /** The act, under a record id never used before, signed by as many members as it takes. */
  public CommitteeAct decide(Act act, long validUntil) {
    return decide(act, validUntil, members.keySet().stream().limit(required).toList());
  }

  /** The act, signed by the members {@code signing}, whether or not they are enough. */
  public CommitteeAct decide(Act act, long validUntil, List<Integer> signing) {
    CommitteeAct.Statement statement =
        ProposedAct.of(ledgerId, act, validUntil, entropy).act().statement();
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    Check.that(members.keySet().containsAll(signing), "whoever signs is here");
    members.forEach(
        (index, member) -> {
          if (signing.contains(index)) {
            signatures.add(statement.sign(ledgerId, index, member));
          }
        });
    return statement.with(signatures);
  }
}
