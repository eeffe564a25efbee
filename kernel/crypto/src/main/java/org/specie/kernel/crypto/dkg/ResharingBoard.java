package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * What everybody sees while a key is handed on: the messages in one order, the faults they prove,
 * and the outcome, a function of what was posted. It holds no secret. Whoever carries the messages
 * vouches for sender and order and says when a round closes. Source:
 * docs/spec/04-threshold-signatures.md, clauses 4.20 to 4.23.
 */
public final class ResharingBoard {
  private final ResharingParameters parameters;
  private final SortedMap<Integer, G1> encryptionKeys = new TreeMap<>();
  private final SortedMap<Integer, Dealing> dealings = new TreeMap<>();
  private final SortedMap<Integer, SortedSet<Integer>> complaints = new TreeMap<>();
  private final SortedMap<Integer, DkgFault> holderFaults = new TreeMap<>();
  private final SortedMap<Integer, DkgFault> operatorFaults = new TreeMap<>();
  private DkgBoard.Phase phase = DkgBoard.Phase.ANNOUNCING;
  private @Nullable ResharingOutcome outcome;

  public ResharingBoard(ResharingParameters parameters) {
    this.parameters = parameters;
  }

  public ResharingParameters parameters() {
    return parameters;
  }

  public DkgBoard.Phase phase() {
    return phase;
  }

  /** The first fault of each old holder found wrong so far. */
  public SortedMap<Integer, DkgFault> holderFaults() {
    return Collections.unmodifiableSortedMap(holderFaults);
  }

  /** The first fault of each new operator found wrong so far. */
  public SortedMap<Integer, DkgFault> operatorFaults() {
    return Collections.unmodifiableSortedMap(operatorFaults);
  }

  /**
   * Takes a message {@code sender} provably posted: an old holder's index for a redealing, a new
   * operator's for the others. A message out of its round, or from nobody, has no effect.
   *
   * @return whether the message counts; if not, the faults may say more
   */
  public boolean post(int sender, ResharingMessage message) {
    return switch (message) {
      case ResharingMessage.RecipientKey(var key) ->
          phase == DkgBoard.Phase.ANNOUNCING
              && parameters.to().isOperator(sender)
              && postKey(sender, key);
      case ResharingMessage.Redealing(var dealing) ->
          phase == DkgBoard.Phase.DEALING
              && parameters.from().isHolder(sender)
              && postDealing(sender, dealing);
      case ResharingMessage.Objection(var complaint) ->
          phase == DkgBoard.Phase.COMPLAINING
              && encryptionKeys.containsKey(sender)
              && postComplaint(sender, complaint);
    };
  }

  private boolean postKey(int sender, G1 key) {
    G1 first = encryptionKeys.putIfAbsent(sender, key);
    if (first != null && !first.equals(key)) {
      operatorFaults.putIfAbsent(sender, DkgFault.EQUIVOCATION);
    }
    return first == null;
  }

  private boolean postDealing(int sender, Dealing dealing) {
    Dealing first = dealings.putIfAbsent(sender, dealing);
    if (first != null) {
      if (!first.equals(dealing)) {
        holderFaults.putIfAbsent(sender, DkgFault.EQUIVOCATION);
      }
      return false;
    }
    Optional<DkgFault> found = examine(sender, dealing);
    found.ifPresent(fault -> holderFaults.putIfAbsent(sender, fault));
    return found.isEmpty();
  }

  private Optional<DkgFault> examine(int dealer, Dealing dealing) {
    if (!dealing.hasShapeOf(parameters, encryptionKeys.size())) {
      return Optional.of(DkgFault.WRONG_SHAPE);
    }
    if (!parameters.from().areSharedBy(dealer, dealing.vectors())) {
      return Optional.of(DkgFault.OTHER_SECRET);
    }
    Transcript weights = new Transcript("specie-resharing-consistency-v1");
    weights.append("vectors", Dealing.hash(parameters, dealer, dealing.vectors()));
    if (!FeldmanVector.areConsistent(dealing.vectors(), weights)) {
      return Optional.of(DkgFault.INCONSISTENT_GROUPS);
    }
    DealerProof.Statement statement =
        new DealerProof.Statement(parameters, dealer, dealing.vectors(), dealing.sealingPoint());
    return dealing.proof().verifies(statement) ? Optional.empty() : Optional.of(DkgFault.UNPROVEN);
  }

  private boolean postComplaint(int sender, Complaint complaint) {
    int dealer = complaint.dealer();
    if (!qualified().contains(dealer)
        || !complaints.computeIfAbsent(sender, _ -> new TreeSet<>()).add(dealer)) {
      return false;
    }
    boolean justified =
        dealing(dealer)
            .isRefutedBy(
                complaint,
                new ShareSealing.Route(parameters, dealer, sender),
                sealedFor(dealer, sender),
                encryptionKey(sender));
    if (justified) {
      holderFaults.putIfAbsent(dealer, DkgFault.WRONG_SHARE);
    } else {
      operatorFaults.putIfAbsent(sender, DkgFault.FALSE_COMPLAINT);
    }
    return justified;
  }

  /** Everybody who can receive shares, in the order of indices, with the key to seal under. */
  SortedMap<Integer, G1> encryptionKeys() {
    return Collections.unmodifiableSortedMap(encryptionKeys);
  }

  private G1 encryptionKey(int operator) {
    G1 key = encryptionKeys.get(operator);
    if (key == null) {
      throw new InvariantViolation("operator " + operator + " has announced no key");
    }
    return key;
  }

  Dealing dealing(int dealer) {
    Dealing dealing = dealings.get(dealer);
    if (dealing == null) {
      throw new InvariantViolation("holder " + dealer + " has dealt nothing");
    }
    return dealing;
  }

  /** The row that {@code dealer} sealed for {@code recipient}. */
  List<Scalar> sealedFor(int dealer, int recipient) {
    Check.that(encryptionKeys.containsKey(recipient), "only who announced a key receives shares");
    return dealing(dealer).sealed().get(encryptionKeys.headMap(recipient).size());
  }

  /** Ends the round; who owed a message in it is at fault. */
  public void closeRound() {
    Check.that(phase != DkgBoard.Phase.FINISHED, "the ceremony is still going on");
    phase =
        switch (phase) {
          case ANNOUNCING -> {
            for (int i = 1; i <= parameters.to().operators(); i++) {
              if (!encryptionKeys.containsKey(i)) {
                operatorFaults.putIfAbsent(i, DkgFault.NO_ANNOUNCEMENT);
              }
            }
            yield DkgBoard.Phase.DEALING;
          }
          case DEALING -> {
            for (int i = 1; i <= parameters.from().holders(); i++) {
              if (!dealings.containsKey(i)) {
                holderFaults.putIfAbsent(i, DkgFault.NO_DEALING);
              }
            }
            yield DkgBoard.Phase.COMPLAINING;
          }
          case COMPLAINING, FINISHED -> DkgBoard.Phase.FINISHED;
        };
  }

  /** Whether everybody has posted what this round asks for; only time ends complaints. */
  public boolean isRoundComplete() {
    return switch (phase) {
      case ANNOUNCING -> encryptionKeys.size() == parameters.to().operators();
      case DEALING -> dealings.size() == parameters.from().holders();
      case COMPLAINING -> false;
      case FINISHED -> true;
    };
  }

  /** The old holders with a dealing and without a fault, so far. */
  public SortedSet<Integer> qualified() {
    SortedSet<Integer> qualified = new TreeSet<>(dealings.keySet());
    qualified.removeAll(holderFaults.keySet());
    return qualified;
  }

  /** How it ended: of the qualified holders, the lowest-numbered threshold hand the key on. */
  public ResharingOutcome outcome() {
    Check.that(phase == DkgBoard.Phase.FINISHED, "the ceremony is over");
    if (outcome == null) {
      outcome = concluded();
    }
    return outcome;
  }

  private ResharingOutcome concluded() {
    SortedSet<Integer> qualified = qualified();
    if (qualified.size() < parameters.from().threshold()
        || encryptionKeys.size() < recipientsMin()) {
      return new ResharingOutcome.Failed(
          qualified.size(), encryptionKeys.size(), holderFaults, operatorFaults);
    }
    List<Integer> used = qualified.stream().limit(parameters.from().threshold()).toList();
    DkgKey key = combined(used);
    Check.that(
        parameters.from().areSharedBy(0, key.vectors()),
        "shares of a consistent key make the same key again");
    SortedSet<Integer> withoutShare = key.voidShares();
    if (!withoutShare.isEmpty()) {
      withoutShare.forEach(each -> operatorFaults.putIfAbsent(each, DkgFault.VOID_SHARE));
      return new ResharingOutcome.Failed(
          qualified.size(), encryptionKeys.size(), holderFaults, operatorFaults);
    }
    return new ResharingOutcome.Complete(key, new TreeSet<>(used), holderFaults, operatorFaults);
  }

  /** All but the faults the new operators tolerate, and never fewer than make the key. */
  private int recipientsMin() {
    return Math.max(parameters.to().dealersMin(), parameters.to().threshold());
  }

  /** Σ λ_i·vector_i for each secret. */
  private DkgKey combined(List<Integer> used) {
    List<Scalar> lambda = Lagrange.atZero(used);
    List<FeldmanVector> sum = new ArrayList<>();
    for (int at = 0; at < used.size(); at++) {
      List<FeldmanVector> vectors = dealing(used.get(at)).vectors();
      for (int k = 0; k < vectors.size(); k++) {
        FeldmanVector term = vectors.get(k).times(lambda.get(at));
        if (at == 0) {
          sum.add(term);
        } else {
          sum.set(k, sum.get(k).plus(term));
        }
      }
    }
    return new DkgKey(parameters.to(), sum);
  }
}
