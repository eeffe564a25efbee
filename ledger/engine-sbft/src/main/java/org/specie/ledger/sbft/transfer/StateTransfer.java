package org.specie.ledger.sbft.transfer;

import java.util.List;
import java.util.Optional;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * The fetching side of state transfer as a state machine: what happens goes in, what is to be done
 * comes out. It finds the highest certified checkpoint, restores its state from several sources,
 * executes the blocks since, and fills in the blocks before. A replica that is only a little behind
 * merely executes. It trusts no source: whatever it takes over is bound to a certificate. Not
 * thread-safe, deterministic. Source: docs/spec/26-state-transfer.md, section 5.
 */
public final class StateTransfer {
  private final Bearings bearings;
  private Optional<Phase> phase = Optional.empty();

  /**
   * A transfer that has not begun.
   *
   * @param sources the other replicas, those first that should be asked first
   * @param faultsMax how many of them may lie
   */
  public StateTransfer(
      TransferLimits limits,
      List<ReplicaId> sources,
      int faultsMax,
      KnownOperators operators,
      TransferStart start) {
    this.bearings = new Bearings(limits, new Sources(limits, sources, faultsMax), operators, start);
  }

  /** What {@code input} at {@code nowMs} makes necessary. Time must not run back. */
  public List<TransferEffect> step(long nowMs, TransferInput input) {
    bearings.nowMs = Math.max(nowMs, bearings.nowMs);
    Phase now = take(phase.orElseGet(this::first), input);
    Phase next = now.proceed();
    while (!next.equals(now)) {
      now = next;
      next = now.proceed();
    }
    if (bearings.sources.trusted().isEmpty() && !(now instanceof Finished)) {
      now = Finished.withoutSources(bearings);
    }
    bearings.fetching.pump(bearings.nowMs);
    phase = Optional.of(now);
    List<TransferEffect> effects = List.copyOf(bearings.out);
    bearings.out.clear();
    return effects;
  }

  /** Whether nothing more will be done. */
  public boolean isFinished() {
    return phase.filter(Finished.class::isInstance).isPresent();
  }

  private Phase first() {
    return bearings
        .restoring
        .map(restoring -> ChunkFetching.resume(bearings, restoring))
        .orElseGet(() -> Learning.begin(bearings));
  }

  private Phase take(Phase now, TransferInput input) {
    return switch (input) {
      case TransferInput.Tick _ -> now;
      case TransferInput.Received(ReplicaId from, TransferMessage message) ->
          bearings.sources.isTrusted(from) ? received(now, from, message) : now;
      case TransferInput.Unreadable(ReplicaId from) -> {
        if (bearings.sources.isTrusted(from)) {
          bearings.fetching.blame(from, TransferRefusal.MESSAGE_MALFORMED);
        }
        yield now;
      }
      case TransferInput.Linked(ReplicaId source) ->
          bearings.sources.linked(source) ? now.linked(source) : now;
      case TransferInput.Unlinked(ReplicaId source) -> {
        bearings.fetching.unlinked(source);
        yield now;
      }
      case TransferInput.RestorationBegun _,
          TransferInput.RestorationRefused _,
          TransferInput.ChunkStored _,
          TransferInput.Restored _,
          TransferInput.Executed _,
          TransferInput.FilledIn _ ->
          now.finished(input);
    };
  }

  private Phase received(Phase now, ReplicaId from, TransferMessage message) {
    return switch (message) {
      case TransferMessage.Offer offer -> now.offered(from, offer);
      case TransferMessage.Part part ->
          bearings.fetching.received(from, part, bearings.nowMs).map(now::delivered).orElse(now);
      case TransferMessage.Declined declined -> {
        bearings.fetching.declined(from, declined, bearings.nowMs);
        yield now;
      }
      // Others may ask while this replica fetches; answering is the serving side's.
      case TransferMessage.AskCheckpoint _, TransferMessage.AskPart _ -> now;
    };
  }
}
