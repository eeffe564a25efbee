package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.act.ActReason;
import org.specie.node.act.ProposedAct;
import org.specie.node.role.MemberFolder;
import org.specie.wallet.Answer;

/** Where files of acts are laid out, with the ledger at hand: what is to be seen of them. */
final class ActTable {
  private final Surroundings surroundings;
  private final OpenNetwork opened;
  private final Policy policy;

  ActTable(Surroundings surroundings, OpenNetwork opened) throws IOException {
    this.surroundings = surroundings;
    this.opened = opened;
    this.policy = opened.policy();
  }

  /** The rules under which the next act is judged. */
  Policy policy() {
    return policy;
  }

  /** The act in {@code file}, if it is one that may be signed. */
  Answer<ProposedAct> read(Path file) throws IOException {
    ProposedAct act;
    try {
      act = ProposedAct.read(surroundings.resolve(file), opened.ledger().suite());
    } catch (MalformedInput e) {
      return Answer.refused(ActReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
    return examined(act, file);
  }

  /** {@code act}, if it may be signed on this ledger now. */
  Answer<ProposedAct> examined(ProposedAct act, Path file) throws IOException {
    long next = opened.gateway().tip().height() + 1;
    return switch (act.examine(opened.ledger().ledgerId(), policy, next)) {
      case Verdict.Accepted() -> Answer.done(act);
      case Verdict.Refused(var reason) -> Answer.refused(reason, "(" + file + ")");
    };
  }

  /** The signatures of all of {@code files}, which hold one act. */
  Answer<ProposedAct> read(List<Path> files) throws IOException {
    return Copies.united(files, this::read, ActReason.DIFFERENT_ACTS);
  }

  /** {@code act} with the signature of the member whose folder is {@code folder}. */
  Answer<ProposedAct> sign(ProposedAct act, Path folder) throws IOException {
    Ed25519SecretKey key = MemberFolder.at(surroundings.resolve(folder)).key();
    try {
      Optional<Integer> seat = act.seat(policy, key.publicKey());
      if (seat.isEmpty()) {
        return Answer.refused(
            ActReason.NOT_A_MEMBER,
            "(%s, an act of the %s)".formatted(folder, ActWords.body(act.decision())));
      }
      return act.signers().contains(seat.get())
          ? Answer.refused(ActReason.SIGNED_ALREADY, "(" + folder + ")")
          : Answer.done(act.signedBy(seat.get(), key));
    } finally {
      key.destroy();
    }
  }

  /** Puts {@code act} on the ledger, if enough have signed. */
  Answer<Recorded> submit(ProposedAct act) throws IOException {
    if (!act.isDecided(policy)) {
      KeyQuorum deciders = act.decision().deciders(policy).orElseThrow();
      return Answer.refused(
          OrdinaryReason.COMMITTEE_SIGNATURES,
          "(%d of the %d of the %s that it takes)"
              .formatted(act.signers().size(), deciders.required(), ActWords.body(act.decision())));
    }
    return opened.submit(act.act());
  }
}
