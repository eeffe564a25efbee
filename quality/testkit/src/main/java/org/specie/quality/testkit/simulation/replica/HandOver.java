package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.Acceptance;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.handover.EngineRecord;
import org.specie.ledger.sbft.handover.Recovery;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.quality.testkit.simulation.operators.Reign;

/**
 * Which epoch a process takes part in, if in any: the rules are the engine's, {@link Standing} and
 * {@link Recovery}, and this is the order in which the engine applies them. Source:
 * docs/spec/25-sbft-engine.md, sections 5 and 6.
 */
final class HandOver {
  /** Hears of a new seat, or of having none any more. */
  interface Listener {
    void seated() throws IOException;
  }

  private final Machine machine;
  private final World world;
  private final VoteLog log;
  private final Ledger ledger;
  private final Listener listener;
  private OperatorSet operators;
  private Optional<Seat> seat = Optional.empty();
  private Optional<Execution> computedStart = Optional.empty();

  HandOver(Machine machine, VoteLog log, Ledger ledger, Listener listener) {
    this.machine = machine;
    this.world = machine.world();
    this.log = log;
    this.ledger = ledger;
    this.listener = listener;
    this.operators = world.genesis().operators();
  }

  /** The state machine at work; none if this machine is no operator now. */
  Optional<Seat> seat() {
    return seat;
  }

  /** Who operates the ledger, as far as this process knows. */
  Reign operators() {
    return world.reign(operators);
  }

  private Optional<ReplicaId> seatIn(OperatorSet of) {
    return world.reign(of).seat(machine.id());
  }

  /**
   * Makes block 0 where a founder has nothing yet; whether there is something to go on from now.
   */
  boolean beginsLedger() throws IOException {
    if (!ledger.isSuspended() && !ledger.isReady()) {
      boolean isFounder = seatIn(operators).isPresent();
      Block start = ledger.computeStart();
      if (log.recovery().isNew() && isFounder) {
        ledger.append(start, Optional.empty());
        ledger.commit(start);
      } else if (isFounder) {
        // The disk was emptied: others say how far the ledger is.
        Execution base = Ledger.execution(start.header());
        computedStart = Optional.of(base);
        log.begin(Recovery.beginning(0, base, true));
      } else if (log.recovery().isNew()) {
        log.begin(Recovery.beginning(0, Ledger.execution(start.header()), false));
      }
    }
    return ledger.isReady();
  }

  /** State transfer is as far as others were. */
  void goOn(Standing standing, Consumer<Input> happened) throws IOException {
    boolean isSameEpoch = standing.operators().epoch() == operators.epoch();
    if (seat.isPresent() && isSameEpoch) {
      standing
          .certified()
          .ifPresent(
              checkpoint ->
                  happened.accept(
                      new Input.CaughtUp(checkpoint, standing.lastOfEpoch(), standing.durable())));
    } else if (seat.isPresent()) {
      begin(standing.operators(), standing.base().orElseThrow(), standing);
    } else {
      join(standing);
    }
  }

  /** Begins to take part where the ledger stands, if this is an operator. */
  void join(Standing standing) throws IOException {
    operators = standing.operators();
    Optional<ReplicaId> self = seatIn(operators);
    if (self.isPresent()) {
      Reign reign = operators();
      Execution base = base(standing);
      Configuration configuration = reign.configuration(self.get());
      Replica replica =
          log.recovery()
              .replica(
                  configuration,
                  world.tuning(),
                  reign.keys().of(self.get()),
                  acceptance(),
                  standing,
                  base,
                  ledger.heightAtStart());
      if (log.isOf(reign.epoch())) {
        log.goOn();
      } else {
        log.beginAnew();
      }
      sit(new Seat(reign, self.get(), replica, base));
      if (machine.isHonest() && log.isOf(reign.epoch())) {
        world.watch().finds(machine.id(), reign.epoch(), log.recovery().records());
      }
    }
    certifyStart();
    listener.seated();
  }

  private Execution base(Standing standing) throws IOException {
    Optional<Execution> logged =
        log.recovery()
            .epoch()
            .filter(begun -> begun.epoch() == standing.operators().epoch())
            .map(EngineRecord.Begun::base);
    return standing
        .base()
        .or(() -> logged)
        .or(() -> computedStart.filter(_ -> standing.operators().epoch() == 0))
        .orElseThrow(UnknownStart::new);
  }

  /**
   * The disk holds a state and says nothing of where its epoch began. Its operator is told to empty
   * it and to start again.
   */
  static final class UnknownStart extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownStart() {
      super("nothing on this disk says on which block the epoch began");
    }
  }

  /** Goes over to the next operators. */
  void begin(OperatorSet next, Execution base, Standing standing) throws IOException {
    if (next.epoch() <= operators.epoch()) {
      return; // State transfer was faster.
    }
    boolean wasVoting =
        seat.map(each -> each.replica().status()).map(ReplicaStatus::isVoting).orElse(true);
    operators = next;
    Optional<ReplicaId> self = seatIn(next);
    if (self.isEmpty()) {
      seat = Optional.empty();
    } else {
      Reign reign = operators();
      log.begin(Recovery.beginning(next.epoch(), base, !wasVoting));
      Replica fresh =
          Recovery.fresh(
              reign.configuration(self.get()),
              world.tuning(),
              reign.keys().of(self.get()),
              acceptance(),
              standing,
              base,
              wasVoting);
      sit(new Seat(reign, self.get(), fresh, base));
    }
    listener.seated();
  }

  private void sit(Seat now) {
    seat = Optional.of(now);
    machine.outlet().sits(now.reign(), now.self());
    machine.seated(now);
  }

  private Acceptance acceptance() {
    return (_, batch) -> ledger.isAcceptable(batch);
  }

  /** Block 0 gets its certificate from the founders, whoever operates by now. */
  private void certifyStart() throws IOException {
    if (ledger.log().firstHeight() == 0) {
      Execution start = Ledger.execution(ledger.log().require(0).header());
      ledger.certify(start, world.certificateOfStart(start));
    }
  }
}
