package org.specie.quality.testkit.simulation.invariant;

import static org.specie.quality.testkit.simulation.invariant.InvariantBroken.unless;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.operators.Reigns;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.workload.Workload;

/**
 * Looks at everything honest replicas say, decide and keep, and at what clients are told. It knows
 * the whole world and no replica knows it.
 */
public final class Watch {
  private static final long WINDOW = 128;

  private record Standing(
      View view, SequenceNumber stable, SequenceNumber executed, int incarnation) {}

  private final Set<Integer> unaware = new TreeSet<>();
  private final Faulty faulty;
  private final Chain chain;
  private final Map<Long, Votes> votes = new TreeMap<>();
  private final Map<Execution, Set<Integer>> executions = new HashMap<>();
  private final Map<Integer, Standing> standings = new TreeMap<>();
  private final Map<Hash32, Long> finals = new TreeMap<>();

  public Watch(Genesis genesis, Reigns reigns, Workload workload, Faulty faulty, Timeline timeline)
      throws IOException {
    this.faulty = faulty;
    this.chain = new Chain(genesis, reigns, workload, timeline);
  }

  private Votes votes(long epoch) {
    return votes.computeIfAbsent(
        epoch,
        each -> {
          Reign reign = chain.epoch(each).orElseThrow();
          return new Votes(reign.quorums(), reign.machines(), faulty);
        });
  }

  private void requireWithinEpoch(int replica, long epoch, SequenceNumber sequence, String does) {
    long last = chain.lastHeight(epoch).orElse(Long.MAX_VALUE);
    unless(
        faulty.contains(replica) || sequence.number() <= last,
        "the epoch is over",
        "r%d %s %s in epoch %d, which ends with height %d",
        replica,
        does,
        sequence,
        epoch,
        last);
  }

  /** An honest machine takes part in an epoch, which begins on {@code base}. */
  public void begins(int replica, Reign reign, Execution base, boolean isVoting) {
    long height = base.sequence().number();
    unless(
        chain.epoch(reign.epoch()).filter(reign::equals).isPresent()
            && (reign.epoch() == 0
                ? height == 0
                : chain.lastHeight(reign.epoch() - 1).filter(last -> last == height).isPresent())
            && chain.hash(height).filter(base.headerHash()::equals).isPresent(),
        "hand-over",
        "r%d begins epoch %d on height %d, and no such epoch begins there",
        replica,
        reign.epoch(),
        height);
    standings.remove(replica);
    if (height > 0) {
      requireFinal(replica, base, "begins an epoch on");
      unless(
          !isVoting || chain.holders(height).contains(replica),
          "hand-over",
          "r%d votes in epoch %d without the state of height %d",
          replica,
          reign.epoch(),
          height);
    }
  }

  /** An honest machine that lost nothing has no vote although it has a seat. */
  public void doesNotVote(int replica, long epoch) {
    unless(
        faulty.contains(replica),
        "who remembers votes",
        "r%d lost nothing and does not vote in epoch %d",
        replica,
        epoch);
  }

  private void requireInWindow(int replica, SequenceNumber sequence) {
    long executed =
        Optional.ofNullable(standings.get(replica))
            .map(at -> at.executed().number())
            .orElse(Long.MAX_VALUE - WINDOW);
    unless(
        sequence.number() <= executed + WINDOW,
        "window",
        "r%d accepts a proposal for %s and executed no further than %d",
        replica,
        sequence,
        executed);
  }

  /** An honest replica sends {@code message}; {@code memory} is what its disk has. */
  public void says(int replica, long epoch, Message message, Memory memory) throws IOException {
    if (faulty.contains(replica)) {
      if (!unaware.contains(replica)) {
        requireSilence(replica, message);
      }
    }
    unless(
        memory.covers(message),
        "persisted before sent",
        "r%d would not remember after a crash that it said %s",
        replica,
        message);
    switch (message) {
      case Message.SignShare(Proposal proposal, _) -> {
        requireWithinEpoch(replica, epoch, proposal.sequence(), "votes for");
        votes(epoch).voted(replica, proposal);
      }
      case Message.CommitShare(Proposal proposal, _) -> votes(epoch).committed(replica, proposal);
      case Message.PrePrepare prePrepare -> votes(epoch).voted(replica, prePrepare.proposal());
      case Message.Prepare(Proposal proposal, _) ->
          votes(epoch).requirePrepared(replica, proposal, "sends a prepared certificate for");
      case Message.FullCommitProof(Proposal proposal, _, _) ->
          votes(epoch).requireDecided(replica, proposal);
      case Message.SignState(Execution execution, _) -> signs(replica, execution);
      case Message.FullExecuteProof(Execution execution, _) ->
          requireFinal(replica, execution, "sends the certificate of");
      case Message.ViewChange _ -> {}
      case Message.Request _ -> {}
      case Message.Complaint _ -> {}
      case Message.NewView _ -> {}
      case Message.Status _ -> {}
      case Message.FetchBatch _ -> {}
      case Message.BatchBody _ -> {}
    }
  }

  /** A replica that forgot its votes says nothing that counts until it has rejoined. */
  private static void requireSilence(int replica, Message message) {
    boolean counts =
        message instanceof Message.SignShare
            || message instanceof Message.CommitShare
            || message instanceof PrePrepare
            || message instanceof Message.ViewChange;
    unless(!counts, "silent until rejoined", "r%d forgot its votes and says %s", replica, message);
  }

  private void signs(int replica, Execution execution) {
    long height = execution.sequence().number();
    unless(
        chain.hash(height).filter(execution.headerHash()::equals).isPresent()
            && chain.holders(height).contains(replica),
        "durable before signed",
        "r%d signs %s at height %d, which is not durable there",
        replica,
        execution.headerHash().toShortHex(),
        height);
    executions.computeIfAbsent(execution, each -> new TreeSet<>()).add(replica);
  }

  private void requireFinal(int replica, Execution execution, String does) {
    Set<Integer> signers = executions.getOrDefault(execution, Set.of());
    Reign reign = chain.at(execution.sequence().number());
    unless(
        faulty.withThem(signers, reign.machines()) >= Needed.of(reign.quorums()).execution(),
        "founded",
        "r%d %s %s, which only %s signed",
        replica,
        does,
        execution,
        signers);
  }

  /** A replica that starts again found these records, older and newer ones. */
  public void finds(int replica, long epoch, List<LogRecord> records) {
    for (LogRecord record : records) {
      if (record instanceof LogRecord.LeftView(ViewChange change)) {
        votes(epoch).foundLeft(replica, change.view());
      } else {
        remembers(replica, epoch, List.of(record));
      }
    }
  }

  /** These records of an honest replica are durable, so what they say may be out. */
  public void remembers(int replica, long epoch, List<LogRecord> records) {
    for (LogRecord record : records) {
      switch (record) {
        case LogRecord.Accepted(PrePrepare prePrepare) -> {
          requireInWindow(replica, prePrepare.sequence());
          requireWithinEpoch(replica, epoch, prePrepare.sequence(), "accepts a proposal for");
          votes(epoch).voted(replica, prePrepare.proposal());
        }
        case LogRecord.Prepared(Proposal proposal, _) -> votes(epoch).prepared(replica, proposal);
        case LogRecord.Committed(Proposal proposal, _, _) ->
            votes(epoch).requireDecided(replica, proposal);
        case LogRecord.LeftView(ViewChange change) -> votes(epoch).leftFor(replica, change.view());
        case LogRecord.StableCheckpoint(Checkpoint checkpoint) -> stable(replica, checkpoint);
        case LogRecord.EnteredView(NewView newView) ->
            newView.viewChanges().forEach(each -> believes(replica, epoch, each));
        case LogRecord.VotesFrom _ -> {}
      }
    }
  }

  /** An honest replica enters a view on the strength of {@code change}, among others. */
  private void believes(int replica, long epoch, ViewChange change) {
    stable(replica, change.stable());
    for (SlotReport report : change.reports()) {
      report
          .prepared()
          .map(report::proposal)
          .ifPresent(
              it -> votes(epoch).requirePrepared(replica, it, "believes that votes prepared"));
      report
          .committed()
          .map(report::proposal)
          .ifPresent(it -> votes(epoch).requireDecided(replica, it));
    }
  }

  /** An honest replica executes. */
  public void executes(int replica, long epoch, SequenceNumber sequence, Batch batch) {
    votes(epoch).requireDecided(replica, sequence.number(), batch.digest());
  }

  /** An honest replica holds a block for final. */
  public void certified(int replica, Execution execution) {
    requireFinal(replica, execution, "holds for final");
  }

  /** An honest replica takes a checkpoint for stable. */
  public void stable(int replica, Checkpoint checkpoint) {
    if (checkpoint.certificate().isEmpty()) {
      return;
    }
    requireFinal(replica, checkpoint.execution(), "takes for stable");
  }

  /** A block is durable at an honest replica. */
  public void durable(int replica, Block block) throws IOException {
    chain.durable(replica, block);
    Execution execution = new Execution(new SequenceNumber(block.height()), block.header().hash());
    executions.computeIfAbsent(execution, each -> new TreeSet<>()).add(replica);
  }

  /** An honest replica has the state of {@code header} from others, on its disk. */
  public void restored(int replica, BlockHeader header, Optional<Position> position) {
    chain.restored(replica, header.height(), header.hash());
    unless(
        position.filter(new Position(header.height(), header.stateRoot())::equals).isPresent(),
        "state is a function of the log",
        "r%d restored height %d and is at %s",
        replica,
        header.height(),
        position);
  }

  /** An honest replica will not ask {@code source} any more. */
  public void blamed(int replica, int source, String why) {
    unless(
        faulty.contains(source),
        "honest sources are not blamed",
        "r%d blames r%d: %s",
        replica,
        source,
        why);
  }

  /** A replica lost everything it had said. */
  public void wiped(int replica) {
    chain.wiped(replica);
    forgot(replica);
  }

  /**
   * A replica started from a log in which it noticed no damage. Rot in the last record looks like a
   * write torn by the power cut, so it may have forgotten something without knowing; it counts as
   * one of the f then, and cannot be asked to be silent.
   */
  public void noticesNothing(int replica) {
    unaware.add(replica);
  }

  /** A replica lost the log of its votes, and nothing else. */
  public void forgot(int replica) {
    unaware.remove(replica);
    standings.remove(replica);
    votes.values().forEach(each -> each.forgot(replica));
  }

  /** Where a replica says it stands; within a life it never goes back. */
  public void stands(
      int replica, int incarnation, View view, SequenceNumber stable, SequenceNumber executed) {
    Standing now = new Standing(view, stable, executed, incarnation);
    Optional.ofNullable(standings.put(replica, now))
        .filter(before -> before.incarnation() == incarnation)
        .ifPresent(
            before ->
                unless(
                    !view.isBefore(before.view())
                        && !stable.isBefore(before.stable())
                        && !executed.isBefore(before.executed()),
                    "monotone",
                    "r%d went from %s to %s",
                    replica,
                    before,
                    now));
  }

  /** A client was told that its transaction is final in {@code block}. */
  public void isFinal(Hash32 transaction, Block block) {
    long height = block.height();
    unless(
        chain.hash(height).filter(block.header().hash()::equals).isPresent(),
        "durability",
        "a client was told of a block at height %d that no honest replica has",
        height);
    Reign reign = chain.at(height);
    unless(
        faulty.withThem(chain.holders(height), reign.machines())
            >= Needed.of(reign.quorums()).execution(),
        "durability",
        "a client was told that height %d is final, which only %s hold",
        height,
        chain.holders(height));
    finals.put(transaction, height);
  }

  /** What clients were told is final is where they were told it is. */
  public void requireFinals(long height) {
    finals.forEach(
        (transaction, at) ->
            unless(
                at <= height && chain.hash(at).isPresent(),
                "durability",
                "transaction %s is final at height %d, but the ledger ends at %d",
                transaction.toShortHex(),
                at,
                height));
  }

  /** How many transactions clients know to be final. */
  public int finals() {
    return finals.size();
  }

  /** The highest block any honest replica made. */
  public long height() {
    return chain.height();
  }

  /** The time of the highest block. */
  public long epochSeconds() {
    return chain.epochSeconds();
  }

  /** Who operates the next height. */
  public Reign reign() {
    return chain.at(Long.MAX_VALUE);
  }

  /** Who operates at {@code height}, as far as the chain goes. */
  public Reign reign(long height) {
    return chain.at(height);
  }

  /** Who is about to operate the ledger, if that is decided. */
  public Optional<Reign> pending() {
    return chain.pending();
  }

  /** The keys by which a client verifies what it is told of {@code height}. */
  public Cryptography keys(long height) {
    return chain.at(height).keys().of(new ReplicaId(0));
  }

  /** The hash of the chain at {@code height}. */
  public Optional<Hash32> hash(long height) {
    return chain.hash(height);
  }
}
