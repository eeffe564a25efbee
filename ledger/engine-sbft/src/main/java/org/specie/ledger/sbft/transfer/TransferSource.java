package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Declined;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * The serving side: answers from kept snapshots and the block log, within limits for each peer. A
 * snapshot that is being fetched is held against pruning for a bounded time, so that nobody fills
 * this replica's disk by asking. One thread; it may run beside execution. Source:
 * docs/spec/26-state-transfer.md, section 6.
 */
public final class TransferSource implements AutoCloseable {
  private static final long MS_A_SECOND = 1000;
  private static final int CHECKPOINTS_KNOWN_MAX = 64;

  private static final class Open {
    private final SnapshotReader reader;
    private final ByteString manifest;
    private final Hash32 manifestHash;
    private final long openedMs;
    private long usedMs;

    Open(SnapshotReader reader, long nowMs) {
      this.reader = reader;
      this.manifest = reader.manifest();
      this.manifestHash = ManifestFetching.hash(manifest);
      this.openedMs = nowMs;
      this.usedMs = nowMs;
    }
  }

  private static final class Peer {
    private long tokens;
    private long filledMs;
    private long bytesUnderWay;
  }

  private final TransferLimits limits;
  private final Snapshots snapshots;
  private final BlockLog blocks;
  private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();
  private final TreeMap<Long, Open> open = new TreeMap<>();
  private final TreeMap<ReplicaId, Peer> peers = new TreeMap<>();
  private final EnumMap<TransferRefusal, Long> refusals = new EnumMap<>(TransferRefusal.class);

  public TransferSource(TransferLimits limits, Snapshots snapshots, BlockLog blocks) {
    this.limits = limits;
    this.snapshots = snapshots;
    this.blocks = blocks;
  }

  /** From now on the state of {@code header} may be offered, as long as it is kept. */
  public void stable(BlockHeader header, CommitCertificate certificate) throws IOException {
    List<OperatorChange> changes =
        blocks.operatorHistory().changes().stream()
            .filter(each -> each.header().height() <= header.height())
            .toList();
    Checkpoint checkpoint = new Checkpoint(header, certificate, new OperatorHistory(changes));
    checkpoints.put(checkpoint.height(), checkpoint);
    if (checkpoints.size() > CHECKPOINTS_KNOWN_MAX) {
      checkpoints.pollFirstEntry();
    }
  }

  /** The lowest height whose state is being fetched, which pruning leaves alone anyway. */
  public Optional<Long> oldestHeld() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.firstKey());
  }

  /** What was refused, by reason. */
  public Map<TransferRefusal, Long> refusals() {
    return Collections.unmodifiableMap(refusals);
  }

  /** {@code bytes} of what was answered to {@code peer} have left this machine. */
  public void written(ReplicaId peer, long bytes) {
    Peer known = peer(peer);
    known.bytesUnderWay = Math.max(0, known.bytesUnderWay - bytes);
  }

  private Peer peer(ReplicaId id) {
    return peers.computeIfAbsent(id, each -> new Peer());
  }

  /** Lets go of snapshots that nobody asks for any more, or that are held too long. */
  public void tick(long nowMs) {
    Iterator<Open> each = open.values().iterator();
    while (each.hasNext()) {
      Open next = each.next();
      if (nowMs - next.usedMs >= limits.holdIdleMs() || nowMs - next.openedMs >= limits.holdMs()) {
        next.reader.close();
        each.remove();
      }
    }
  }

  /** What {@code from} gets for {@code message}; nothing if it asks for nothing. */
  public Optional<TransferMessage> answer(ReplicaId from, TransferMessage message, long nowMs)
      throws IOException {
    return switch (message) {
      case TransferMessage.AskCheckpoint() -> {
        if (!mayAsk(from, nowMs)) {
          count(TransferRefusal.BUSY);
          yield Optional.empty();
        }
        yield Optional.of(offer());
      }
      case AskPart(Item item, int offset) -> Optional.of(part(from, item, offset, nowMs));
      case Offer _, Part _, Declined _ -> {
        count(TransferRefusal.UNASKED);
        yield Optional.empty();
      }
    };
  }

  /** Notes bytes of {@code from} that are no message. */
  public void unreadable(ReplicaId from) {
    peer(from);
    count(TransferRefusal.MESSAGE_MALFORMED);
  }

  private void count(TransferRefusal reason) {
    refusals.merge(reason, 1L, Long::sum);
  }

  private Offer offer() throws IOException {
    return new Offer(latest(), blocks.firstHeight(), Math.max(0, blocks.certifiedHeight()));
  }

  private Optional<Checkpoint> latest() throws IOException {
    var kept = snapshots.kept();
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(checkpoints.floorEntry(kept.get().last()))
            .map(Map.Entry::getValue)
            .filter(each -> kept.get().contains(each.height()));
  }

  /** A bucket of tokens that fills at the allowed rate. */
  private boolean mayAsk(ReplicaId from, long nowMs) {
    Peer peer = peer(from);
    long capacity = limits.requestsPerSecond() * MS_A_SECOND;
    long earned = Math.max(0, nowMs - peer.filledMs) * limits.requestsPerSecond();
    peer.tokens = Math.min(capacity, peer.filledMs == 0 ? capacity : peer.tokens + earned);
    peer.filledMs = Math.max(1, nowMs);
    if (peer.tokens < MS_A_SECOND) {
      return false;
    }
    peer.tokens -= MS_A_SECOND;
    return true;
  }

  private TransferMessage part(ReplicaId from, Item item, int offset, long nowMs)
      throws IOException {
    Peer peer = peer(from);
    boolean isBusy =
        !mayAsk(from, nowMs)
            || peer.bytesUnderWay + TransferLimits.PART_BYTES_MAX > limits.outstandingBytesMax();
    if (isBusy) {
      return declined(item, TransferRefusal.BUSY);
    }
    return switch (find(item, nowMs)) {
      case Found.Bytes(ByteString bytes) -> {
        if (offset >= bytes.size()) {
          yield declined(item, TransferRefusal.ASK_INVALID);
        }
        int end = Math.min(bytes.size(), offset + TransferLimits.PART_BYTES_MAX);
        peer.bytesUnderWay += end - offset;
        yield new Part(item, offset, bytes.size(), bytes.slice(offset, end));
      }
      case Found.Nothing(TransferRefusal reason) -> declined(item, reason);
    };
  }

  private Declined declined(Item item, TransferRefusal reason) {
    count(reason);
    return new Declined(item, reason);
  }

  /** What there is of an item. */
  private sealed interface Found {
    record Bytes(ByteString bytes) implements Found {}

    record Nothing(TransferRefusal reason) implements Found {}
  }

  private Found find(Item item, long nowMs) throws IOException {
    return switch (item) {
      case Item.Manifest(long height) ->
          open(height, nowMs)
              .<Found>map(snapshot -> new Found.Bytes(snapshot.manifest))
              .orElse(new Found.Nothing(TransferRefusal.SNAPSHOT_MISSING));
      case Item.Chunk chunk -> chunk(chunk, nowMs);
      case Item.BlocksUp(long from) -> run(from, 1);
      case Item.BlocksDown(long from) -> run(from, -1);
    };
  }

  private Found chunk(Item.Chunk item, long nowMs) throws IOException {
    Optional<Open> snapshot = open(item.height(), nowMs);
    if (snapshot.isEmpty()) {
      return new Found.Nothing(TransferRefusal.SNAPSHOT_MISSING);
    }
    if (!snapshot.get().manifestHash.equals(item.manifestHash())) {
      return new Found.Nothing(TransferRefusal.MANIFEST_DIFFERS);
    }
    return snapshot
        .get()
        .reader
        .chunk(item.index())
        .<Found>map(Found.Bytes::new)
        .orElse(new Found.Nothing(TransferRefusal.ASK_INVALID));
  }

  /** The snapshot at {@code height}, if that is a checkpoint and its state is kept. */
  private Optional<Open> open(long height, long nowMs) throws IOException {
    Open known = open.get(height);
    if (known != null) {
      known.usedMs = nowMs;
      return Optional.of(known);
    }
    if (!checkpoints.containsKey(height) || open.size() >= TransferLimits.SNAPSHOTS_OPEN_MAX) {
      return Optional.empty();
    }
    Optional<Open> opened = snapshots.open(height).map(reader -> new Open(reader, nowMs));
    opened.ifPresent(each -> open.put(height, each));
    return opened;
  }

  private Found run(long from, int step) throws IOException {
    if (from > blocks.certifiedHeight()) {
      return new Found.Nothing(TransferRefusal.BLOCKS_NOT_YET);
    }
    if (from < blocks.firstHeight()) {
      return new Found.Nothing(TransferRefusal.BLOCKS_PRUNED);
    }
    List<CertifiedBlock> run = new ArrayList<>();
    long bytes = 0;
    for (long at = from; isServed(at) && run.size() < TransferLimits.RUN_BLOCKS_MAX; at += step) {
      Optional<ByteString> block = blocks.block(at);
      Optional<ByteString> certificate = blocks.certificate(at);
      if (block.isEmpty() || certificate.isEmpty()) {
        break;
      }
      bytes += block.get().size() + certificate.get().size();
      if (!run.isEmpty() && bytes > TransferLimits.RUN_BYTES_WANTED) {
        break;
      }
      run.add(new CertifiedBlock(block.get(), certificate.get()));
    }
    if (run.isEmpty()) {
      return new Found.Nothing(TransferRefusal.BLOCKS_PRUNED);
    }
    ByteString encoded = CertifiedBlock.encode(run);
    Check.that(encoded.size() <= TransferLimits.RUN_BYTES_MAX, "no block is longer than a run");
    return new Found.Bytes(encoded);
  }

  private boolean isServed(long height) {
    return blocks.firstHeight() <= height && height <= blocks.certifiedHeight();
  }

  @Override
  public void close() {
    open.values().forEach(each -> each.reader.close());
    open.clear();
  }
}
