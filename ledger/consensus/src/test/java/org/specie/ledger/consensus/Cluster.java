package org.specie.ledger.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Now;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * Real replicas, a network that delivers in order what a filter lets through, and an application
 * that chains digests. Time moves only when a test says so. Every message passes through its
 * encoding.
 */
final class Cluster {
  /** A message on its way. */
  record Sent(ReplicaId from, ReplicaId to, Message message) {}

  static final Execution BASE_BLOCK =
      new Execution(new SequenceNumber(0), Hash32.sha256(ByteString.utf8("genesis")));
  static final Checkpoint BASE = new Checkpoint(BASE_BLOCK, Optional.empty());

  /** One replica with its disk and its application. */
  final class Node {
    final ReplicaId id;
    Replica replica;
    List<LogRecord> log = new ArrayList<>();
    final SortedMap<SequenceNumber, Batch> executed = new TreeMap<>();
    final TreeMap<SequenceNumber, Execution> chain = new TreeMap<>();
    final Map<SequenceNumber, QuorumCertificate> certificates = new LinkedHashMap<>();
    final List<Notice> notices = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();

    Node(ReplicaId id) {
      this.id = id;
      this.replica =
          Replica.start(
              keys.configuration(id),
              tuning,
              keys.of(id),
              (_, batch) -> acceptable.test(batch),
              BASE);
      chain.put(BASE_BLOCK.sequence(), BASE_BLOCK);
    }

    void step(Input input) {
      for (Effect effect : replica.step(new Now(nowMs, 1_000_000 + nowMs / 1000), input)) {
        effects.add(effect);
        carryOut(effect);
      }
    }

    private void carryOut(Effect effect) {
      switch (effect) {
        case Effect.Persist(LogRecord record) -> log.add(reread(record));
        case Effect.Send(ReplicaId to, Message message) -> network.add(new Sent(id, to, message));
        case Effect.Broadcast(Message message) ->
            keys.configuration(id).others().forEach(to -> network.add(new Sent(id, to, message)));
        case Effect.Execute(SequenceNumber sequence, Batch batch) -> execute(sequence, batch);
        case Effect.Certified(Execution execution, QuorumCertificate certificate) ->
            certificates.put(execution.sequence(), certificate);
        case Effect.Stable _ -> log = new ArrayList<>(replica.records());
        case Effect.CatchUp(Checkpoint checkpoint) -> fetch(checkpoint);
        case Effect.EpochEnded _ -> {}
        case Effect.Notify(Notice notice) -> notices.add(notice);
      }
    }

    private void execute(SequenceNumber sequence, Batch batch) {
      executed.put(sequence, batch);
      Execution before = chain.lastEntry().getValue();
      Execution execution =
          new Execution(
              sequence, Hash32.sha256(before.headerHash().bytes(), batch.digest().bytes()));
      chain.put(sequence, execution);
      work.add(() -> step(new Input.Executed(execution, lastOfEpoch)));
    }

    private void fetch(Checkpoint checkpoint) {
      for (Node other : nodes) {
        if (other.chain.containsKey(checkpoint.sequence())) {
          chain.putAll(other.chain.headMap(checkpoint.sequence().next()));
          executed.putAll(other.executed.headMap(checkpoint.sequence().next()));
          work.add(() -> step(new Input.CaughtUp(checkpoint, Optional.empty())));
          return;
        }
      }
    }

    /** Stops and starts again from its disk. */
    void restart() {
      replica =
          Replica.recover(
              keys.configuration(id),
              tuning,
              keys.of(id),
              (_, batch) -> acceptable.test(batch),
              BASE,
              log,
              List.copyOf(chain.values()),
              Optional.empty());
    }

    /** Loses the consensus log, keeps nothing else either. */
    void wipe() {
      chain.clear();
      executed.clear();
      certificates.clear();
      log = new ArrayList<>();
      chain.put(BASE_BLOCK.sequence(), BASE_BLOCK);
      replica =
          Replica.rejoin(
              keys.configuration(id),
              tuning,
              keys.of(id),
              (_, batch) -> acceptable.test(batch),
              BASE,
              List.of(BASE_BLOCK),
              Optional.empty());
    }

    List<Hash32> transactions() {
      return executed.values().stream()
          .flatMap(batch -> batch.transactions().stream())
          .map(Transaction::id)
          .toList();
    }

    SequenceNumber height() {
      return chain.lastKey();
    }
  }

  final TestKeys keys;
  final Tuning tuning;
  final List<Node> nodes = new ArrayList<>();
  final Deque<Sent> network = new ArrayDeque<>();
  final List<Sent> delivered = new ArrayList<>();
  final Set<ReplicaId> down = new TreeSet<>();
  private final Deque<Runnable> work = new ArrayDeque<>();
  Predicate<Sent> passes = sent -> true;
  Predicate<Batch> acceptable = batch -> true;
  long nowMs = 1000;

  /** What the application says with each block. */
  Optional<SequenceNumber> lastOfEpoch = Optional.empty();

  Cluster(int faults, int slow) {
    this(faults, slow, Tuning.defaults());
  }

  Cluster(int faults, int slow, Tuning tuning) {
    Quorums quorums = new Quorums(faults, slow);
    this.keys = new TestKeys(quorums);
    this.tuning = tuning;
    for (int i = 0; i < quorums.replicas(); i++) {
      nodes.add(new Node(new ReplicaId(i)));
    }
    tickAll();
    settle();
  }

  Node node(int index) {
    return nodes.get(index);
  }

  static Transaction transaction(String text) {
    return new Transaction(ByteString.utf8(text));
  }

  void submit(int index, String... texts) {
    List<Transaction> transactions = new ArrayList<>();
    for (String text : texts) {
      transactions.add(transaction(text));
    }
    node(index).step(new Input.Submitted(transactions));
    settle();
  }

  /** The application of every replica has work open that waits for {@code height}. */
  void await(long height) {
    for (Node node : nodes) {
      if (!down.contains(node.id)) {
        node.step(new Input.Awaited(node.height(), Optional.of(new SequenceNumber(height))));
      }
    }
    settle();
  }

  /** Delivers until nothing moves. */
  void settle() {
    int steps = 0;
    while (!network.isEmpty() || !work.isEmpty()) {
      if (++steps > 200_000) {
        throw new AssertionError("the cluster does not settle");
      }
      if (!work.isEmpty()) {
        work.remove().run();
      } else {
        deliver(network.remove());
      }
    }
  }

  private void deliver(Sent sent) {
    boolean isLost = down.contains(sent.from()) || down.contains(sent.to()) || !passes.test(sent);
    if (isLost) {
      return;
    }
    delivered.add(sent);
    node(sent.to().index()).step(new Input.Received(sent.from(), 0, reread(sent.message())));
  }

  private static Message reread(Message message) {
    try {
      return MessageCodec.decode(MessageCodec.encode(0, message)).message();
    } catch (org.specie.kernel.core.codec.MalformedInput e) {
      throw new AssertionError("what is sent can be read: " + message, e);
    }
  }

  private static LogRecord reread(LogRecord record) {
    try {
      return LogRecord.decode(record.encode());
    } catch (org.specie.kernel.core.codec.MalformedInput e) {
      throw new AssertionError("what is persisted can be read: " + record, e);
    }
  }

  /** Lets {@code from} say something to {@code to} that its state machine did not say. */
  void inject(int from, int to, Message message) {
    network.add(new Sent(new ReplicaId(from), new ReplicaId(to), message));
    settle();
  }

  /** Lets {@code ms} pass in small steps. */
  void pass(long ms) {
    long end = nowMs + ms;
    while (nowMs < end) {
      nowMs = Math.min(end, nowMs + 10);
      tickAll();
      settle();
    }
  }

  private void tickAll() {
    for (Node node : nodes) {
      if (!down.contains(node.id) && node.replica.nextDeadlineMs() <= nowMs) {
        node.step(new Input.Tick());
      }
    }
  }

  /** Stops a replica; the others see its link go down. */
  void stop(int index) {
    ReplicaId stopped = new ReplicaId(index);
    down.add(stopped);
    tellOthers(stopped, new Input.Disconnected(stopped));
  }

  void start(int index) {
    ReplicaId started = new ReplicaId(index);
    down.remove(started);
    node(index).restart();
    tellOthers(started, new Input.Connected(started));
  }

  private void tellOthers(ReplicaId about, Input input) {
    for (Node node : nodes) {
      if (!node.id.equals(about) && !down.contains(node.id)) {
        node.step(input);
      }
    }
  }

  void startWiped(int index) {
    down.remove(new ReplicaId(index));
    node(index).wipe();
  }

  /** Whether the chains of those that are up agree as far as they go. */
  boolean agree() {
    for (Node one : nodes) {
      for (Node other : nodes) {
        for (SequenceNumber at : one.chain.keySet()) {
          Execution theirs = other.chain.get(at);
          if (theirs != null && !theirs.equals(one.chain.get(at))) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
