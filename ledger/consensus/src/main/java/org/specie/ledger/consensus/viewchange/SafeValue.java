package org.specie.ledger.consensus.viewchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.message.SlotReport.Committed;
import org.specie.ledger.consensus.message.SlotReport.Prepared;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/**
 * The safe-value rule for one slot: whatever was committed on either path in an earlier view is
 * what it answers. Its numbers are exact; each of them less or more by one is shown to lose a
 * decision by the tests beside it. Source: docs/spec/23-sbft.md, clauses 7.5 and 7.6.
 */
final class SafeValue {
  /** A batch and a view that speaks for it: r̂ with v̂, or r* with v*. */
  private record Candidate(View view, Hash32 batch) {}

  private SafeValue() {}

  /**
   * The choice for {@code sequence}.
   *
   * @param reports of this slot, at most one a replica; certificates are valid
   */
  static Choice choose(
      Quorums quorums, SequenceNumber sequence, SortedMap<ReplicaId, SlotReport> reports) {
    NavigableMap<View, Hash32> prepared = prepared(reports);
    Optional<Choice> decided = decided(sequence, reports, prepared);
    if (decided.isPresent()) {
      return decided.get();
    }
    Optional<Candidate> slow =
        Optional.ofNullable(prepared.lastEntry())
            .map(last -> new Candidate(last.getKey(), last.getValue()));
    Optional<Candidate> fast = fast(quorums, reports);
    // A tie goes to the prepared certificate: if the two differ, the fast one cannot have been
    // committed in that view, and the prepared one can.
    boolean isSlow =
        slow.isPresent() && (fast.isEmpty() || !fast.get().view().isAfter(slow.get().view()));
    Optional<Candidate> safe = isSlow ? slow : fast;
    return safe.filter(each -> !each.batch().equals(Batch.NULL.digest()))
        .<Choice>map(
            each -> new Choice.Proposed(sequence, each.batch(), holders(each.batch(), reports)))
        .orElse(new Choice.Null(sequence));
  }

  /** The batches prepared, by view. Two in one view would have f + 1 common voters. */
  private static NavigableMap<View, Hash32> prepared(SortedMap<ReplicaId, SlotReport> reports) {
    NavigableMap<View, Hash32> batches = new TreeMap<>();
    for (SlotReport report : reports.values()) {
      if (report.prepared().isPresent()) {
        Prepared each = report.prepared().get();
        Hash32 other = batches.putIfAbsent(each.view(), each.batch());
        Check.that(
            other == null || other.equals(each.batch()),
            "two batches are prepared for one slot in one view: more than f replicas lie");
      }
    }
    return batches;
  }

  /** The first sender's commit certificate, if anybody has one. */
  private static Optional<Choice> decided(
      SequenceNumber sequence,
      SortedMap<ReplicaId, SlotReport> reports,
      NavigableMap<View, Hash32> prepared) {
    Optional<Choice> decided = Optional.empty();
    for (SlotReport report : reports.values()) {
      if (report.committed().isPresent()) {
        Committed each = report.committed().get();
        Check.that(
            decided.isEmpty() || decided.get().batch().equals(each.batch()),
            "two batches are committed for one slot: more than f replicas lie");
        Check.that(
            prepared.tailMap(each.view()).values().stream().allMatch(each.batch()::equals),
            "another batch is prepared after a commit: more than f replicas lie");
        if (decided.isEmpty()) {
          decided =
              Optional.of(
                  new Choice.Decided(
                      sequence,
                      each.batch(),
                      each.kind(),
                      report.proposal(each),
                      each.certificate()));
        }
      }
    }
    return decided;
  }

  /**
   * The batch that f + c + 1 replicas last accepted, with the highest view v* in or after which all
   * of them did. No two batches can have so many of n - f replicas.
   */
  private static Optional<Candidate> fast(
      Quorums quorums, SortedMap<ReplicaId, SlotReport> reports) {
    Map<Hash32, List<View>> views = new TreeMap<>();
    for (SlotReport report : reports.values()) {
      report
          .accepted()
          .ifPresent(
              each -> views.computeIfAbsent(each.batch(), _ -> new ArrayList<>()).add(each.view()));
    }
    Optional<Candidate> fast = Optional.empty();
    for (Map.Entry<Hash32, List<View>> each : views.entrySet()) {
      List<View> falling = each.getValue();
      if (falling.size() >= quorums.fastEvidence()) {
        Check.that(fast.isEmpty(), "each replica reports one accepted proposal");
        falling.sort(Comparator.reverseOrder());
        fast = Optional.of(new Candidate(falling.get(quorums.fastEvidence() - 1), each.getKey()));
      }
    }
    return fast;
  }

  private static SortedSet<ReplicaId> holders(
      Hash32 batch, SortedMap<ReplicaId, SlotReport> reports) {
    SortedSet<ReplicaId> holders = new TreeSet<>();
    reports.forEach(
        (replica, report) -> {
          boolean isHolder =
              report.accepted().filter(each -> each.batch().equals(batch)).isPresent()
                  || report.prepared().filter(each -> each.batch().equals(batch)).isPresent();
          if (isHolder) {
            holders.add(replica);
          }
        });
    return holders;
  }
}
