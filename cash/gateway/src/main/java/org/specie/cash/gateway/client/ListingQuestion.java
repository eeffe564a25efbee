package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.LedgerGateway.Listing;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.StateKeys;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.OperatorSet;

/**
 * What the register of providers says of one of them now, although whoever carries the question may
 * keep replicas away and operators may have been replaced. Source:
 * docs/spec/44-provider-register.md, clause 3.2.
 */
final class ListingQuestion {
  /** What the highest of so many replicas proves of the entries at {@code keys}. */
  @FunctionalInterface
  interface States {
    ProvenState newest(List<ByteString> keys, int replicas) throws IOException;
  }

  private final List<ReplicaLine> lines;
  private final int faults;
  private final States states;

  /**
   * @param lines all that can be asked
   * @param faults how many of them may lie
   */
  ListingQuestion(List<ReplicaLine> lines, int faults, States states) {
    this.lines = lines;
    this.faults = faults;
    this.states = states;
  }

  /** The listing of {@code name}; nothing if it may be older than {@code notBefore}. */
  Optional<Listing> ask(ProviderName name, long notBefore) throws IOException {
    List<ByteString> keys =
        List.of(
            StateKeys.providers(),
            StateKeys.provider(name),
            StateKeys.time(),
            StateKeys.operators(),
            StateKeys.pendingOperators());
    ProvenState first = states.newest(keys, faults + 1);
    Listing newest = listing(name, first);
    if (newest.epochSeconds() >= notBefore) {
      return Optional.of(newest);
    }
    // A quiet ledger makes no blocks. Then so many say so that one of them took part in every one.
    Optional<Integer> absent = absentAllowed(first);
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    ProvenState again;
    try {
      again = states.newest(keys, lines.size() - absent.get());
    } catch (IOException _) {
      return Optional.empty();
    }
    Listing listing = listing(name, again);
    boolean isNow =
        listing.epochSeconds() >= notBefore
            || absentAllowed(again).filter(most -> absent.get() <= most).isPresent();
    return isNow ? Optional.of(listing) : Optional.empty();
  }

  /**
   * How many of the lines may be silent while an honest operator of the set that makes the next
   * block is among the others, whichever of them made it; nothing if that set has somebody who is
   * not asked. A customer's own readers are believed to be where the ledger is.
   */
  private Optional<Integer> absentAllowed(ProvenState state) throws IOException {
    if (!lines.stream().allMatch(ReplicaLine::isOperator)) {
      return Optional.of(faults);
    }
    OperatorSet next = new CashView(state).membership().operators();
    Set<String> asked = lines.stream().map(ReplicaLine::name).collect(Collectors.toSet());
    boolean areAllAsked =
        next.operators().stream().map(OperatorSet.Operator::name).allMatch(asked::contains);
    int takePart = Math.max(next.commitKey().threshold(), next.executionKey().threshold());
    int absent = takePart - faults - 1;
    return areAllAsked && absent >= 0 ? Optional.of(absent) : Optional.empty();
  }

  private static Listing listing(ProviderName name, ProvenState state) throws IOException {
    CashView view = new CashView(state);
    return new Listing(
        view.providers(), view.provider(name), state.header().height(), view.time().epochSeconds());
  }
}
