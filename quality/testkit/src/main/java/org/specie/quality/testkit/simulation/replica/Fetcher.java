package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.sbft.transfer.KnownOperators;
import org.specie.ledger.sbft.transfer.LocalWrites;
import org.specie.ledger.sbft.transfer.Retention;
import org.specie.ledger.sbft.transfer.StateTransfer;
import org.specie.ledger.sbft.transfer.TransferEffect;
import org.specie.ledger.sbft.transfer.TransferInput;
import org.specie.ledger.sbft.transfer.TransferLimits;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.ledger.sbft.transfer.TransferSource;
import org.specie.ledger.sbft.transfer.TransferStart;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.testkit.simulation.network.Packet;

/**
 * State transfer of one process: the production fetching side and the production source, over
 * simulated links and onto the simulated disk. Machines go by their numbers, which outlive epochs.
 */
final class Fetcher {
  /** What a transfer needs of its process. */
  interface Host {
    /** Sends a request of the own. */
    void ask(int machine, TransferMessage message);

    /** Sends an answer to another's request. */
    void answer(int machine, TransferMessage asked, TransferMessage answer);

    /** The operators whose links stand. */
    List<Integer> sources();

    /** Whether the link to a machine stands. */
    boolean isLinked(int machine);

    /** How many of the operators may lie. */
    int faults();

    /** Executes a certified block and makes it durable. */
    void execute(TransferEffect.Filled next) throws IOException;

    /** Whether more operators than may lie speak of a later epoch. */
    boolean isLeftBehind();

    /** The power may go during the next writes. */
    void atRisk();

    /** The state of {@code header} is the current one. */
    void restored(BlockHeader header) throws IOException;

    /** Application and block log are at the end of the block log, and more will be decided. */
    void caughtUp() throws IOException;

    /** {@code machine} sent what no honest one sends. */
    void blames(int machine, String why);
  }

  private static final long PAUSE_MS = 5_000;
  private static final long FOLLOW_MS = 250;
  private static final long STUCK_MS = 1_000;

  private final Genesis genesis;
  private final TransferLimits limits = TransferLimits.defaults();
  private final Retention retention =
      new Retention(2, Tuning.CHECKPOINT_INTERVAL, Optional.empty());
  private final Ledger ledger;
  private final BlockLog blocks;
  private final Host host;
  private final TransferSource source;
  private Optional<StateTransfer> current = Optional.empty();
  private Optional<LocalWrites> writes = Optional.empty();
  private boolean isFollowing;
  private long notBeforeMs;
  private long seenCertified = -1;
  private long seenAtMs;
  private long nowMs;

  Fetcher(Genesis genesis, Ledger ledger, Host host) {
    this.genesis = genesis;
    this.ledger = ledger;
    this.blocks = ledger.log();
    this.host = host;
    this.source = new TransferSource(limits, ledger.snapshots(), blocks);
  }

  /** Whether to fetch again and again, because nobody sends what is decided. */
  void follow(boolean following) {
    isFollowing = following;
  }

  void tick(long atMs) throws IOException {
    nowMs = atMs;
    source.tick(nowMs);
    if (current.isPresent()) {
      step(new TransferInput.Tick());
    } else if (isFollowing || isStuck() || host.isLeftBehind()) {
      catchUp(nowMs);
    }
  }

  /** Whether a block here has waited for a certificate that others may have long had. */
  private boolean isStuck() {
    long certified = blocks.certifiedHeight();
    if (certified != seenCertified || certified == blocks.height()) {
      seenCertified = certified;
      seenAtMs = nowMs;
    }
    return nowMs - seenAtMs > STUCK_MS;
  }

  /** A checkpoint is stable and its certificate is in the block log. */
  void stable(long height) throws IOException {
    var header = blocks.header(height);
    var certificate = blocks.readCertificate(height);
    if (header.isPresent() && certificate.isPresent()) {
      source.stable(header.get(), certificate.get());
      retention.apply(height, ledger.snapshots(), blocks, Long.MAX_VALUE);
    }
  }

  /** A frame arrived. */
  void received(Packet packet, long atMs) throws IOException {
    nowMs = Math.max(nowMs, atMs);
    ReplicaId from = new ReplicaId(packet.from());
    TransferMessage message;
    try {
      message = TransferMessage.decode(packet.bytes());
    } catch (MalformedInput e) {
      step(new TransferInput.Unreadable(from));
      return;
    }
    switch (message) {
      case TransferMessage.AskCheckpoint _, TransferMessage.AskPart _ -> {
        Optional<TransferMessage> answer = source.answer(from, message, nowMs);
        if (answer.isPresent()) {
          host.answer(packet.from(), message, answer.get());
          source.written(from, answer.get().encode().size());
        }
      }
      case TransferMessage.Offer _, TransferMessage.Part _, TransferMessage.Declined _ ->
          step(new TransferInput.Received(from, message));
    }
  }

  /** The link to a machine stands or is gone. */
  void linked(int machine, boolean isConnected, long atMs) throws IOException {
    nowMs = Math.max(nowMs, atMs);
    if (isConnected && !host.sources().contains(machine)) {
      return; // None of the operators.
    }
    ReplicaId source = new ReplicaId(machine);
    step(isConnected ? new TransferInput.Linked(source) : new TransferInput.Unlinked(source));
  }

  /** Begins to fetch what others have, unless that is under way. */
  void catchUp(long atMs) throws IOException {
    nowMs = Math.max(nowMs, atMs);
    if (current.isPresent() || nowMs < notBeforeMs) {
      return;
    }
    LocalWrites local = new LocalWrites(ledger.snapshots(), blocks, true, host::execute);
    writes = Optional.of(local);
    TransferStart start = certifiedOnly(local.start());
    current =
        Optional.of(
            new StateTransfer(
                start.height() < 0 ? limits : limits.replayingAll(),
                host.sources().stream().map(ReplicaId::new).toList(),
                host.faults(),
                new KnownOperators(genesis, blocks.operatorHistory()),
                start));
    for (int each : host.sources()) {
      if (!host.isLinked(each)) {
        step(new TransferInput.Unlinked(new ReplicaId(each)));
      }
    }
    step(new TransferInput.Tick());
  }

  /** Blocks executed here that lack a certificate are fetched once more, for theirs. */
  private TransferStart certifiedOnly(TransferStart start) throws IOException {
    long certified = Math.max(0, blocks.certifiedHeight());
    Optional<Hash32> hash = blocks.header(certified).map(BlockHeader::hash);
    return start.height() <= certified || hash.isEmpty()
        ? start
        : new TransferStart(certified, hash.get(), start.restoring(), start.gap());
  }

  private void step(TransferInput input) throws IOException {
    Deque<TransferInput> inputs = new ArrayDeque<>(List.of(input));
    while (!inputs.isEmpty() && current.isPresent()) {
      List<TransferEffect> effects = new ArrayList<>(current.get().step(nowMs, inputs.remove()));
      for (TransferEffect effect : effects) {
        carryOut(effect).ifPresent(inputs::add);
      }
    }
  }

  private Optional<TransferInput> carryOut(TransferEffect effect) throws IOException {
    switch (effect) {
      case TransferEffect.Send(ReplicaId to, TransferMessage message) ->
          host.ask(to.index(), message);
      case TransferEffect.CaughtUp _ -> host.caughtUp();
      case TransferEffect.Done _ -> end(FOLLOW_MS);
      case TransferEffect.NoSourceLeft _ -> end(PAUSE_MS);
      case TransferEffect.Blame(ReplicaId liar, var reason) ->
          host.blames(liar.index(), reason.sentence());
      case TransferEffect.BeginRestoration _ -> {
        ledger.suspend();
        host.atRisk();
      }
      case TransferEffect.StoreChunk _,
          TransferEffect.FinishRestoration _,
          TransferEffect.FillIn _ ->
          host.atRisk();
      case TransferEffect.Execute _, TransferEffect.GiveUpBlocks _ -> {}
    }
    Optional<TransferInput> written = writes.orElseThrow().apply(effect);
    switch (effect) {
      case TransferEffect.FinishRestoration(var target) -> {
        ledger.resume();
        host.restored(target.header());
      }
      case TransferEffect.FillIn(var filled) -> filled.forEach(each -> ledger.index(each.block()));
      case TransferEffect.Send _,
          TransferEffect.BeginRestoration _,
          TransferEffect.StoreChunk _,
          TransferEffect.Execute _,
          TransferEffect.GiveUpBlocks _,
          TransferEffect.Blame _,
          TransferEffect.CaughtUp _,
          TransferEffect.Done _,
          TransferEffect.NoSourceLeft _ -> {}
    }
    return written;
  }

  private void end(long pauseMs) {
    current = Optional.empty();
    notBeforeMs = nowMs + pauseMs;
  }
}
