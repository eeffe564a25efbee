package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * What everybody sees of a ceremony: the messages in one order, the faults they prove, and the
 * outcome. It holds no secret and is a function of what was posted; whoever replays the same
 * messages ends with the same key. Whoever carries the messages (a ledger) vouches for sender and
 * order and says when a round closes. Source: docs/spec/04-threshold-signatures.md, clauses 4.12 to
 * 4.16.
 */
public final class DkgBoard {
  /** The rounds, in order. */
  public enum Phase {
    ANNOUNCING,
    DEALING,
    COMPLAINING,
    FINISHED
  }

  private final DkgParameters parameters;
  private final SortedMap<Integer, Announcement> announcements = new TreeMap<>();
  private final SortedMap<Integer, Dealing> dealings = new TreeMap<>();
  private final SortedMap<Integer, SortedSet<Integer>> complaints = new TreeMap<>();
  private final SortedMap<Integer, DkgFault> faults = new TreeMap<>();
  private Phase phase = Phase.ANNOUNCING;

  public DkgBoard(DkgParameters parameters) {
    this.parameters = parameters;
  }

  public DkgParameters parameters() {
    return parameters;
  }

  public Phase phase() {
    return phase;
  }

  /** The first fault of each operator found wrong so far. */
  public SortedMap<Integer, DkgFault> faults() {
    return Collections.unmodifiableSortedMap(faults);
  }

  /**
   * Takes a message {@code sender} provably posted. A message out of its round, or from nobody, has
   * no effect.
   *
   * @return whether the message counts; if not, {@link #faults} may say more
   */
  public boolean post(int sender, DkgMessage message) {
    if (!parameters.isOperator(sender)) {
      return false;
    }
    return switch (message) {
      case Announcement announcement ->
          phase == Phase.ANNOUNCING && postAnnouncement(sender, announcement);
      case Dealing dealing -> phase == Phase.DEALING && postDealing(sender, dealing);
      case Complaint complaint -> phase == Phase.COMPLAINING && postComplaint(sender, complaint);
    };
  }

  private boolean postAnnouncement(int sender, Announcement announcement) {
    Announcement first = announcements.putIfAbsent(sender, announcement);
    if (first != null && !first.equals(announcement)) {
      fault(sender, DkgFault.EQUIVOCATION);
    }
    return first == null;
  }

  private boolean postDealing(int sender, Dealing dealing) {
    if (!announcements.containsKey(sender)) {
      return false;
    }
    Dealing first = dealings.putIfAbsent(sender, dealing);
    if (first != null) {
      if (!first.equals(dealing)) {
        fault(sender, DkgFault.EQUIVOCATION);
      }
      return false;
    }
    Optional<DkgFault> found = examine(sender, dealing);
    found.ifPresent(fault -> fault(sender, fault));
    return found.isEmpty();
  }

  private Optional<DkgFault> examine(int dealer, Dealing dealing) {
    if (!dealing.hasShapeOf(parameters, announcements.size())) {
      return Optional.of(DkgFault.WRONG_SHAPE);
    }
    if (!Dealing.hash(parameters, dealer, dealing.vectors())
        .equals(announcement(dealer).vectors())) {
      return Optional.of(DkgFault.OTHER_VECTORS);
    }
    Transcript weights = new Transcript("specie-dkg-consistency-v1");
    weights.append("vectors", announcement(dealer).vectors());
    if (!FeldmanVector.areConsistent(dealing.vectors(), weights)) {
      return Optional.of(DkgFault.INCONSISTENT_GROUPS);
    }
    DealerProof.Statement statement =
        new DealerProof.Statement(parameters, dealer, dealing.vectors(), dealing.sealingPoint());
    return dealing.proof().verifies(statement) ? Optional.empty() : Optional.of(DkgFault.UNPROVEN);
  }

  private boolean postComplaint(int sender, Complaint complaint) {
    int dealer = complaint.dealer();
    if (!announcements.containsKey(sender)
        || !qualified().contains(dealer)
        || !complaints.computeIfAbsent(sender, _ -> new TreeSet<>()).add(dealer)) {
      return false;
    }
    Dealing dealing = dealing(dealer);
    ShareSealing.Route route = new ShareSealing.Route(parameters, dealer, sender);
    boolean justified =
        dealing.isRefutedBy(
            complaint, route, sealedFor(dealer, sender), announcement(sender).encryptionKey());
    fault(justified ? dealer : sender, justified ? DkgFault.WRONG_SHARE : DkgFault.FALSE_COMPLAINT);
    return justified;
  }

  /** The row that {@code dealer} sealed for {@code recipient}. */
  List<Scalar> sealedFor(int dealer, int recipient) {
    Check.that(announcements.containsKey(recipient), "only who announced itself receives shares");
    return dealing(dealer).sealed().get(announcements.headMap(recipient).size());
  }

  Dealing dealing(int dealer) {
    Dealing dealing = dealings.get(dealer);
    if (dealing == null) {
      throw new InvariantViolation("operator " + dealer + " has dealt nothing");
    }
    return dealing;
  }

  private Announcement announcement(int operator) {
    Announcement announcement = announcements.get(operator);
    if (announcement == null) {
      throw new InvariantViolation("operator " + operator + " has announced nothing");
    }
    return announcement;
  }

  /** Everybody who announced a key, in the order of indices, with the announcement. */
  SortedMap<Integer, Announcement> recipients() {
    return Collections.unmodifiableSortedMap(announcements);
  }

  private void fault(int operator, DkgFault fault) {
    faults.putIfAbsent(operator, fault);
  }

  /** Whether everybody not at fault has posted what this round asks for. */
  public boolean isRoundComplete() {
    return switch (phase) {
      case ANNOUNCING -> announcements.size() == parameters.operators();
      case DEALING ->
          announcements.keySet().stream()
              .allMatch(i -> dealings.containsKey(i) || faults.containsKey(i));
      // Silence is consent, so only time ends this round.
      case COMPLAINING -> false;
      case FINISHED -> true;
    };
  }

  /** Ends the round; who owed a message in it is at fault. */
  public void closeRound() {
    Check.that(phase != Phase.FINISHED, "the ceremony is still going on");
    for (int i = 1; i <= parameters.operators(); i++) {
      if (phase == Phase.ANNOUNCING && !announcements.containsKey(i)) {
        fault(i, DkgFault.NO_ANNOUNCEMENT);
      }
      if (phase == Phase.DEALING && !dealings.containsKey(i)) {
        fault(i, DkgFault.NO_DEALING);
      }
    }
    phase =
        switch (phase) {
          case ANNOUNCING -> Phase.DEALING;
          case DEALING -> Phase.COMPLAINING;
          case COMPLAINING, FINISHED -> Phase.FINISHED;
        };
  }

  /** The dealers with a dealing and without a fault, so far. */
  public SortedSet<Integer> qualified() {
    SortedSet<Integer> qualified = new TreeSet<>(dealings.keySet());
    qualified.removeAll(faults.keySet());
    return qualified;
  }

  /** How the ceremony ended. */
  public DkgOutcome outcome() {
    Check.that(phase == Phase.FINISHED, "the ceremony is over");
    SortedSet<Integer> qualified = qualified();
    if (qualified.size() < parameters.dealersMin()) {
      return new DkgOutcome.Failed(qualified.size(), parameters.dealersMin(), faults);
    }
    List<Dealing> used = new ArrayList<>();
    qualified.forEach(dealer -> used.add(dealing(dealer)));
    return new DkgOutcome.Complete(DkgKey.sum(parameters, used, qualified), qualified, faults);
  }
}
