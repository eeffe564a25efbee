package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;

/**
 * A ceremony whose participants all live in this process, for development networks and tests: the
 * protocol is the real one, but whoever runs the process could read every share. About 60 ms for
 * four operators and a key of eight attributes.
 */
public record LocalCeremony(DkgKey key, List<DkgShare> shares) {
  public LocalCeremony {
    shares = List.copyOf(shares);
    Check.that(shares.size() == key.parameters().operators(), "a share for each operator");
  }

  /** Runs all rounds with all operators honest. Operator i's share stands at position i - 1. */
  public static LocalCeremony run(DkgParameters parameters, Entropy entropy) {
    DkgBoard board = new DkgBoard(parameters);
    List<DkgParticipant> participants = new ArrayList<>();
    for (int i = 1; i <= parameters.operators(); i++) {
      participants.add(DkgParticipant.create(parameters, i, entropy));
    }
    participants.forEach(p -> board.post(p.index(), p.announcement()));
    board.closeRound();
    participants.forEach(p -> board.post(p.index(), p.deal(board, entropy)));
    board.closeRound();
    participants.forEach(
        p -> p.complaints(board, entropy).forEach(complaint -> board.post(p.index(), complaint)));
    board.closeRound();
    if (!(board.outcome() instanceof DkgOutcome.Complete(var key, var _, var faults))) {
      throw new InvariantViolation("honest operators complete a ceremony");
    }
    Check.that(faults.isEmpty(), "honest operators are never at fault");
    List<DkgShare> shares = new ArrayList<>();
    for (DkgParticipant participant : participants) {
      shares.add(participant.finish(board).orElseThrow());
      participant.destroy();
    }
    return new LocalCeremony(key, shares);
  }
}
