package org.specie.quality.testkit.simulation.invariant;

import static org.specie.quality.testkit.simulation.invariant.InvariantBroken.unless;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.View;

/**
 * What honest replicas signed in one epoch, and what follows from it; they go by their machines. A
 * value is <i>chosen</i> as soon as the votes that are out and the keys of the faulty could make a
 * commit certificate, whether or not anybody made it; from then on no other value may be chosen for
 * the slot, and no honest replica may vote for another in a later view. So a broken rule shows long
 * before two chains differ. Source: docs/spec/23-sbft.md, clause 7.6.
 */
final class Votes {
  private record Chosen(View view, Hash32 batch) {}

  private static final class Slot {
    private final Map<Long, Map<Hash32, Set<Integer>>> votes = new TreeMap<>();
    private final Map<Long, Map<Hash32, Set<Integer>>> prepared = new TreeMap<>();
    private final Map<Long, Map<Hash32, Set<Integer>>> commits = new TreeMap<>();
    private Optional<Chosen> chosen = Optional.empty();
  }

  private static Set<Integer> of(Map<Long, Map<Hash32, Set<Integer>>> some, Proposal proposal) {
    return some.computeIfAbsent(proposal.view().number(), view -> new TreeMap<>())
        .computeIfAbsent(proposal.batch(), batch -> new TreeSet<>());
  }

  private final Needed needed;
  private final Faulty faulty;
  private final List<Integer> members;
  private final Map<Long, Slot> slots = new TreeMap<>();
  private final Map<Integer, View> left = new TreeMap<>();

  Votes(Quorums quorums, List<Integer> members, Faulty faulty) {
    this.needed = Needed.of(quorums);
    this.members = List.copyOf(members);
    this.faulty = faulty;
  }

  private int withFaulty(Set<Integer> honest) {
    return faulty.withThem(honest, members);
  }

  private Slot slot(Proposal proposal) {
    return slots.computeIfAbsent(proposal.sequence().number(), number -> new Slot());
  }

  /** An honest replica accepted a proposal durably, so its vote may be out. */
  void voted(int replica, Proposal proposal) {
    Slot slot = slot(proposal);
    if (sign(slot.votes, replica, proposal, "votes for")) {
      slot.chosen.ifPresent(
          chosen ->
              unless(
                  faulty.contains(replica)
                      || !chosen.view().isBefore(proposal.view())
                      || chosen.batch().equals(proposal.batch()),
                  "safe value",
                  "r%d votes for %s although %s was chosen in %s",
                  replica,
                  proposal,
                  chosen.batch().toShortHex(),
                  chosen.view()));
      if (withFaulty(of(slot.votes, proposal)) >= needed.fast()) {
        choose(slot, proposal);
      }
      if (of(slot.prepared, proposal).contains(replica)) {
        committed(replica, proposal);
      }
    }
  }

  /** An honest replica holds a prepared certificate durably. */
  void prepared(int replica, Proposal proposal) {
    requirePrepared(replica, proposal, "keeps a prepared certificate for");
    Slot slot = slot(proposal);
    of(slot.prepared, proposal).add(replica);
    if (of(slot.votes, proposal).contains(replica)) {
      committed(replica, proposal);
    }
  }

  /** The commit share of an honest replica may be out: it accepted what it saw prepared. */
  void committed(int replica, Proposal proposal) {
    Slot slot = slot(proposal);
    if (sign(slot.commits, replica, proposal, "sends a commit share for")) {
      requirePrepared(replica, proposal, "sends a commit share for");
      if (withFaulty(of(slot.commits, proposal)) >= needed.prepared()) {
        choose(slot, proposal);
      }
    }
  }

  private boolean sign(
      Map<Long, Map<Hash32, Set<Integer>>> signed, int replica, Proposal proposal, String does) {
    if (of(signed, proposal).contains(replica)) {
      return false;
    }
    if (faulty.contains(replica)) {
      // It forgot what it said, and may not know that it did.
      of(signed, proposal).add(replica);
      return true;
    }
    for (Map.Entry<Hash32, Set<Integer>> each :
        signed.getOrDefault(proposal.view().number(), Map.of()).entrySet()) {
      unless(
          !each.getValue().contains(replica),
          "one vote",
          "r%d %s %s and did so for %s",
          replica,
          does,
          proposal,
          each.getKey().toShortHex());
    }
    View leftFor = left.getOrDefault(replica, View.FIRST);
    unless(
        !proposal.view().isBefore(leftFor),
        "left views",
        "r%d %s %s although it left for %s",
        replica,
        does,
        proposal,
        leftFor);
    of(signed, proposal).add(replica);
    return true;
  }

  private void choose(Slot slot, Proposal proposal) {
    slot.chosen.ifPresent(
        chosen ->
            unless(
                chosen.batch().equals(proposal.batch()),
                "one value",
                "%s can be decided, and %s in %s too",
                proposal,
                chosen.batch().toShortHex(),
                chosen.view()));
    if (slot.chosen.isEmpty() || proposal.view().isBefore(slot.chosen.get().view())) {
      slot.chosen = Optional.of(new Chosen(proposal.view(), proposal.batch()));
    }
    slot.votes.forEach(
        (view, batches) ->
            batches.forEach(
                (batch, voters) ->
                    unless(
                        view <= proposal.view().number()
                            || batch.equals(proposal.batch())
                            || voters.stream().allMatch(faulty::contains),
                        "safe value",
                        "%s is chosen, but %s voted for %s in v%d",
                        proposal,
                        voters,
                        batch.toShortHex(),
                        view)));
  }

  /** Whoever says that {@code proposal} is prepared must have it from enough votes. */
  void requirePrepared(int replica, Proposal proposal, String does) {
    Set<Integer> voters = of(slot(proposal).votes, proposal);
    unless(
        withFaulty(voters) >= needed.prepared(),
        "founded",
        "r%d %s %s, for which only %s voted",
        replica,
        does,
        proposal,
        voters);
  }

  /** Whoever says that {@code proposal} is decided must have it from enough shares. */
  void requireDecided(int replica, Proposal proposal) {
    Slot slot = slot(proposal);
    unless(
        isDecided(slot, proposal),
        "founded",
        "r%d takes %s for decided on votes of %s and commit shares of %s",
        replica,
        proposal,
        of(slot.votes, proposal),
        of(slot.commits, proposal));
  }

  /** Whoever executes a batch must have it from a decision in some view. */
  void requireDecided(int replica, long sequence, Hash32 batch) {
    Slot slot = slots.computeIfAbsent(sequence, number -> new Slot());
    unless(
        slot.chosen.map(Chosen::batch).filter(batch::equals).isPresent(),
        "founded",
        "r%d executes %s at s%d, which nobody decided",
        replica,
        batch.toShortHex(),
        sequence);
  }

  private boolean isDecided(Slot slot, Proposal proposal) {
    return withFaulty(of(slot.votes, proposal)) >= needed.fast()
        || withFaulty(of(slot.commits, proposal)) >= needed.prepared();
  }

  /** A replica lost its log, and with it the views it left. */
  void forgot(int replica) {
    left.remove(replica);
  }

  /** A replica found in its log that it had left for {@code view}. */
  void foundLeft(int replica, View view) {
    left.merge(replica, view, (one, other) -> one.isBefore(other) ? other : one);
  }

  /** An honest replica is about to send a view change. */
  void leftFor(int replica, View view) {
    View before = left.getOrDefault(replica, View.FIRST);
    unless(
        faulty.contains(replica) || !view.isBefore(before),
        "left views",
        "r%d sends a view change for %s after one for %s",
        replica,
        view,
        before);
    left.put(replica, view);
  }
}
