package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;

/** Operators 1 to n - 1 play by the rules, the last one is the test's. */
final class Run {
  final DkgParameters parameters;
  final DkgBoard board;
  final List<DkgParticipant> honest = new ArrayList<>();
  final Dealer liar;
  private final Entropy entropy;

  Run(DkgParameters parameters, Entropy entropy) {
    this.parameters = parameters;
    this.entropy = entropy;
    board = new DkgBoard(parameters);
    for (int i = 1; i < parameters.operators(); i++) {
      honest.add(DkgParticipant.create(parameters, i, entropy));
    }
    liar = new Dealer(parameters, parameters.operators(), entropy);
  }

  /** The honest ones announce, then {@code lie}; the round closes. */
  Run announce(Announcement... lie) {
    honest.forEach(p -> board.post(p.index(), p.announcement()));
    for (Announcement each : lie) {
      board.post(liar.index, each);
    }
    board.closeRound();
    return this;
  }

  /** The honest ones deal, then {@code lie}; the round closes. */
  Run deal(Dealing... lie) {
    honest.forEach(p -> board.post(p.index(), p.deal(board, entropy)));
    for (Dealing each : lie) {
      board.post(liar.index, each);
    }
    board.closeRound();
    return this;
  }

  /** The liar complains, then the honest ones if they have reason; the ceremony ends. */
  DkgOutcome complain(Complaint... lie) {
    for (Complaint each : lie) {
      board.post(liar.index, each);
    }
    honest.forEach(p -> p.complaints(board, entropy).forEach(each -> board.post(p.index(), each)));
    board.closeRound();
    return board.outcome();
  }
}
