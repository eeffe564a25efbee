package org.specie.ledger.consensus.viewchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.message.SlotReport.Accepted;
import org.specie.ledger.consensus.message.SlotReport.Prepared;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.View;

/**
 * A rule that finds the safe value of one slot from what n - f replicas claim, on small numbers:
 * batches are 0 (null), 1, 2, 3; views count from 0.
 */
interface Rule {
  /** In place of a view or a batch: there is none. */
  int NONE = -1;

  /** The answer if nobody claims anything: the primary is free. */
  int FREE = -2;

  List<Hash32> BATCHES = List.of(Batch.NULL.digest(), Reports.A, Reports.B, Reports.C);

  int choose(Quorums quorums, List<Claim> claims);

  /** What one replica reports of the slot. */
  record Claim(int acceptedView, int accepted, int preparedView, int prepared) {
    static final Claim NOTHING = new Claim(NONE, NONE, NONE, NONE);
  }

  /** The product's. */
  static int product(Quorums quorums, List<Claim> claims) {
    SortedMap<ReplicaId, SlotReport> reports = new TreeMap<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      if (!claim.equals(Claim.NOTHING)) {
        reports.put(new ReplicaId(i), report(claim));
      }
    }
    Hash32 chosen = SafeValue.choose(quorums, Reports.SLOT, reports).batch();
    return reports.isEmpty() ? FREE : BATCHES.indexOf(chosen);
  }

  private static SlotReport report(Claim claim) {
    return new SlotReport(
        Reports.SLOT,
        claim.accepted() == NONE
            ? Optional.empty()
            : Optional.of(
                new Accepted(new View(claim.acceptedView()), BATCHES.get(claim.accepted()))),
        claim.prepared() == NONE
            ? Optional.empty()
            : Optional.of(
                new Prepared(
                    new View(claim.preparedView()),
                    BATCHES.get(claim.prepared()),
                    Reports.certificate("prepared"))),
        Optional.empty());
  }

  /** Ways to get the rule, or what it is fed with, slightly wrong. */
  enum Mistake {
    NO_MISTAKE,
    /** f + 1 reports instead of f + c + 1. */
    FAST_EVIDENCE_WITHOUT_C,
    /** f + c + 2 reports instead of f + c + 1. */
    FAST_EVIDENCE_PLUS_ONE,
    /** At equal views the fast batch wins. */
    TIES_TO_FAST,
    /** One late report makes f + c + 1 early ones late. */
    VIEW_OF_ONE_REPORT,
    /** Reports of views up to v̂ are counted against the prepared certificate. */
    FAST_OF_ANY_VIEW,
    /** The lowest prepared certificate is taken. */
    LOWEST_PREPARED,
    /** Prepared certificates are forgotten. */
    NO_PREPARED,
    /** A liar's message is counted as its own and as another's. */
    ONE_REPLICA_TWICE,
    /** A message made for an earlier view change is counted in a later one. */
    OLD_VIEW_CHANGES,
    /** Replicas report the first proposal they accepted instead of the last. */
    FIRST_INSTEAD_OF_LAST
  }

  /** The rule written a second time, in another way, with a mistake or without. */
  static Rule with(Mistake mistake) {
    return (quorums, claims) -> choose(mistake, quorums, claims);
  }

  private static int choose(Mistake mistake, Quorums quorums, List<Claim> claims) {
    if (claims.stream().allMatch(Claim.NOTHING::equals)) {
      return FREE;
    }
    int needed =
        switch (mistake) {
          case FAST_EVIDENCE_WITHOUT_C -> quorums.faults() + 1;
          case FAST_EVIDENCE_PLUS_ONE -> quorums.faults() + quorums.slow() + 2;
          default -> quorums.faults() + quorums.slow() + 1;
        };
    int highest = 0;
    for (Claim each : claims) {
      highest = Math.max(highest, Math.max(each.acceptedView(), each.preparedView()));
    }
    int slowView = NONE;
    int slow = NONE;
    int fastView = NONE;
    int fast = NONE;
    Map<Integer, Integer> first = new TreeMap<>();
    for (int view = 0; view <= highest; view++) {
      for (Claim each : claims) {
        if (each.prepared() != NONE && each.preparedView() == view) {
          Check.that(
              slowView != view || slow == each.prepared(), "one batch is prepared in a view");
          first.putIfAbsent(0, each.prepared());
          slowView = view;
          slow = each.prepared();
        }
      }
      for (int batch = 0; batch < BATCHES.size(); batch++) {
        int count = 0;
        boolean isAnyLater = false;
        for (Claim each : claims) {
          boolean isReport = each.accepted() == batch;
          boolean isLater = each.acceptedView() >= view;
          isAnyLater |= isReport && isLater;
          count += isReport && (isLater || mistake == Mistake.VIEW_OF_ONE_REPORT) ? 1 : 0;
        }
        if (count >= needed && isAnyLater) {
          fastView = view;
          fast = batch;
        }
      }
    }
    if (mistake == Mistake.LOWEST_PREPARED && slow != NONE) {
      slow = first.getOrDefault(0, NONE);
    }
    if (mistake == Mistake.NO_PREPARED) {
      slowView = NONE;
      slow = NONE;
    }
    boolean isFast =
        switch (mistake) {
          case TIES_TO_FAST -> fastView >= slowView;
          case FAST_OF_ANY_VIEW -> fastView > NONE;
          default -> fastView > slowView;
        };
    if (fastView > NONE && isFast) {
      return fast;
    }
    return slowView > NONE ? slow : 0;
  }
}
