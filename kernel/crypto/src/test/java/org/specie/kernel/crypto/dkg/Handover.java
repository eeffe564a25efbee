package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/** Holders of a key and the operators it goes to, all honest but where a test steps in. */
final class Handover {
  final ResharingParameters parameters;
  final ResharingBoard board;
  final List<DkgShare> holders;
  final List<ResharingRecipient> recipients = new ArrayList<>();
  private final SortedMap<Integer, UnaryOperator<Dealing>> lies = new TreeMap<>();
  private final Entropy entropy;

  Handover(SharedKey from, List<DkgShare> holders, DkgParameters to, Entropy entropy) {
    parameters = new ResharingParameters(from, to);
    board = new ResharingBoard(parameters);
    this.holders = holders;
    this.entropy = entropy;
    for (int i = 1; i <= to.operators(); i++) {
      recipients.add(ResharingRecipient.create(parameters, i, entropy));
    }
  }

  /** Holder {@code index} deals what {@code lie} makes of its honest dealing. */
  Handover lying(int index, UnaryOperator<Dealing> lie) {
    lies.put(index, lie);
    return this;
  }

  Handover announce() {
    recipients.forEach(each -> board.post(each.index(), each.key()));
    board.closeRound();
    return this;
  }

  /** What {@code holder} deals if it is honest. */
  Dealing dealing(DkgShare holder) {
    return ResharingDealer.create(parameters, holder.index(), holder.secrets(), entropy)
        .deal(board, entropy)
        .dealing();
  }

  /** A dealing of {@code polynomials}, by the rules but for what they share. */
  Dealing dealing(int index, List<SecretPolynomial> polynomials) {
    List<FeldmanVector> vectors = new ArrayList<>();
    for (int k = 0; k < polynomials.size(); k++) {
      vectors.add(polynomials.get(k).commit(parameters.secrets().get(k)));
    }
    return Dealing.deal(parameters, index, polynomials, vectors, board.encryptionKeys(), entropy);
  }

  Handover deal() {
    for (DkgShare holder : holders) {
      Dealing dealing = lies.getOrDefault(holder.index(), same -> same).apply(dealing(holder));
      board.post(holder.index(), new ResharingMessage.Redealing(dealing));
    }
    board.closeRound();
    return this;
  }

  ResharingOutcome complain() {
    recipients.forEach(
        each -> each.complaints(board, entropy).forEach(o -> board.post(each.index(), o)));
    board.closeRound();
    return board.outcome();
  }

  ResharingOutcome run() {
    return announce().deal().complain();
  }

  /** The new shares; every recipient has one. */
  List<DkgShare> shares() {
    return recipients.stream().map(each -> each.finish(board).orElseThrow()).toList();
  }
}
