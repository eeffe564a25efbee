package org.specie.ledger.state.blocks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorHistory;

/**
 * The durable chain: blocks and certificates by height. What one call changes is one batch, so the
 * log never ends in half a block. A certificate may arrive after its block, and out of order.
 *
 * <p>The log need not begin at height 0. Where it begins it has an <i>anchor</i>: the header of the
 * block before the first one at hand, whose hash ties the two together. {@link #prune} moves it
 * upwards, {@link #install} begins at one, and {@link #backfill} moves it down again. Its columns
 * begin with 0x10 to 0x16 and may share a storage with the application's state. One thread writes,
 * any reads. Source: docs/spec/20-ledger.md, clause 9.5.
 */
public final class BlockLog implements BlockSource {
  private final Storage storage;
  private final RecentBlocks recent = new RecentBlocks();
  private final UnwrittenCertificates unwritten = new UnwrittenCertificates();
  private volatile long height;
  private volatile long firstHeight;
  private volatile long certifiedHeight;
  private Optional<BlockHeader> last = Optional.empty();
  private long removedBelow;

  /** Up to where certificates are on the disk for sure, because a synced write came after them. */
  private long settledHeight;

  private BlockLog(Storage storage, long height, long firstHeight, long certifiedHeight) {
    this.storage = storage;
    this.height = height;
    this.firstHeight = firstHeight;
    this.certifiedHeight = certifiedHeight;
  }

  /** Continues whatever {@code storage} holds. */
  public static BlockLog open(Storage storage) throws IOException {
    long height = LogColumns.number(storage, LogColumns.HEIGHT).orElse(-1L);
    long first = LogColumns.number(storage, LogColumns.FIRST).orElse(0L);
    long certified = LogColumns.number(storage, LogColumns.CERTIFIED).orElse(-1L);
    if (first > height + 1) {
      throw new IOException(
          "the block log ends at height "
              + height
              + " but claims to begin at "
              + first
              + "; restore it from a backup or from other replicas");
    }
    BlockLog log = new BlockLog(storage, height, first, Math.min(certified, height));
    log.settledHeight = log.certifiedHeight;
    log.certifiedHeight = log.certifiedFrom(log.certifiedHeight);
    return log;
  }

  /**
   * The height that certificates reach without a gap, where they reach {@code reached} at least.
   */
  private long certifiedFrom(long reached) throws IOException {
    long next = reached;
    while (next < height && certificate(next + 1).isPresent()) {
      next++;
    }
    return next;
  }

  /** Adds the next block, whose certificate is still to come. */
  public void append(Block block) throws IOException {
    Storage.Batch batch = appending(block);
    long certified = certifiedHeight;
    if (settledHeight >= 0) {
      batch.put(LogColumns.key(LogColumns.CERTIFIED), LogColumns.number(settledHeight));
    }
    unwritten.addTo(batch);
    storage.write(batch);
    unwritten.clear();
    appended(block, Optional.empty());
    settledHeight = certified;
  }

  /** Adds the next block together with its certificate. */
  public void append(Block block, CommitCertificate certificate) throws IOException {
    requireFit(block.header(), certificate);
    Storage.Batch batch =
        appending(block)
            .put(LogColumns.key(LogColumns.CERTIFICATES, block.height()), certificate.encode());
    keepChange(batch, block, certificate);
    boolean isGapless = certifiedHeight == block.height() - 1;
    if (isGapless) {
      batch.put(LogColumns.key(LogColumns.CERTIFIED), LogColumns.number(block.height()));
    }
    unwritten.addTo(batch);
    storage.write(batch);
    unwritten.clear();
    appended(block, Optional.of(certificate));
    certifiedHeight = isGapless ? block.height() : certifiedHeight;
    settledHeight = certifiedHeight;
  }

  /** What remains of a change of operators when its block is forgotten. */
  private static void keepChange(Storage.Batch batch, Block block, CommitCertificate certificate) {
    if (block.newOperators().isPresent()) {
      OperatorChange change =
          new OperatorChange(block.header(), certificate, block.newOperators().get());
      batch.put(LogColumns.key(LogColumns.CHANGES, block.height()), change.encode());
    }
  }

  private void appended(Block block, Optional<CommitCertificate> certificate) {
    recent.appended(block, certificate);
    last = Optional.of(block.header());
    height = block.height();
  }

  private Storage.Batch appending(Block block) throws IOException {
    Check.that(block.height() == height + 1, "blocks are appended in order");
    if (last.isEmpty() && height >= 0) {
      last = header(height);
    }
    Check.that(
        last.map(BlockHeader::hash).orElse(Hash32.ZERO).equals(block.header().parentHash()),
        "a block continues the last one");
    return new Storage.Batch()
        .put(LogColumns.key(LogColumns.BLOCKS, block.height()), block.encode())
        .put(LogColumns.key(LogColumns.HEIGHT), LogColumns.number(block.height()));
  }

  /**
   * Keeps the certificate, which somebody has verified, of a block at hand or of the anchor. One
   * that is there already stays. It is written together with the next block, or by {@link #settle};
   * after a crash before that others have it, or it is made again.
   */
  public void certify(CommitCertificate certificate) throws IOException {
    long at = certificate.height();
    BlockHeader header =
        header(at).orElseThrow(() -> new LedgerDamage(at, LedgerRefusal.BLOCK_MISSING));
    requireFit(header, certificate);
    if (readCertificate(at).isPresent()) {
      return;
    }
    unwritten.add(certificate);
    boolean isChange = has(at) && require(at).newOperators().isPresent();
    if (isChange || unwritten.isFull()) {
      Storage.Batch batch = new Storage.Batch();
      unwritten.addTo(batch);
      if (isChange) {
        keepChange(batch, require(at), certificate);
      }
      storage.writeUnsynced(batch);
      unwritten.clear();
    }
    recent.certified(certificate);
    if (at == certifiedHeight + 1) {
      certifiedHeight = certifiedFrom(at);
    }
  }

  /** Returns when every certificate is on the disk. */
  public void settle() throws IOException {
    if (!unwritten.isEmpty()) {
      Storage.Batch batch = new Storage.Batch();
      unwritten.addTo(batch);
      storage.write(batch);
      unwritten.clear();
    } else if (settledHeight < certifiedHeight) {
      storage.sync();
    }
    settledHeight = certifiedHeight;
  }

  private static void requireFit(BlockHeader header, CommitCertificate certificate) {
    Check.that(
        certificate.height() == header.height() && certificate.headerHash().equals(header.hash()),
        "a certificate is kept with the block it certifies");
  }

  /**
   * Begins behind the block of {@code header}, which somebody has verified and which comes after
   * everything in the log, without the blocks before it and without its own: what the log had is
   * not at hand until it is filled in again. {@code history} has all changes of operators up to
   * that block, verified too.
   */
  public void install(BlockHeader header, CommitCertificate certificate, OperatorHistory history)
      throws IOException {
    Check.that(height < header.height(), "a log begins behind an anchor later than its end");
    requireFit(header, certificate);
    long at = header.height();
    Storage.Batch batch = new Storage.Batch();
    unwritten.addTo(batch);
    for (OperatorChange change : history.changes()) {
      Check.that(change.header().height() <= at, "the history ends with the anchor");
      batch.put(LogColumns.key(LogColumns.CHANGES, change.header().height()), change.encode());
    }
    storage.write(
        batch
            .put(LogColumns.key(LogColumns.ANCHORS, at), header.encode())
            .put(LogColumns.key(LogColumns.CERTIFICATES, at), certificate.encode())
            .put(LogColumns.key(LogColumns.CERTIFIED), LogColumns.number(at))
            .put(LogColumns.key(LogColumns.FIRST), LogColumns.number(at + 1))
            .put(LogColumns.key(LogColumns.HEIGHT), LogColumns.number(at)));
    unwritten.clear();
    recent.clear();
    last = Optional.of(header);
    height = at;
    firstHeight = at + 1;
    certifiedHeight = at;
    settledHeight = at;
  }

  /**
   * Adds the block before the first one at hand, with its certificate, which somebody has verified.
   */
  public void backfill(Block block, CommitCertificate certificate) throws IOException {
    long at = block.height();
    Check.that(height >= 0 && at == firstHeight - 1, "a log is filled downwards without a gap");
    requireFit(block.header(), certificate);
    Check.that(block.header().hash().equals(anchorHash()), "the first block at hand continues it");
    storage.write(
        new Storage.Batch()
            .put(LogColumns.key(LogColumns.BLOCKS, at), block.encode())
            .put(LogColumns.key(LogColumns.CERTIFICATES, at), certificate.encode())
            .put(LogColumns.key(LogColumns.FIRST), LogColumns.number(at))
            .delete(LogColumns.key(LogColumns.ANCHORS, at)));
    firstHeight = at;
  }

  /** Every change of operators whose block is certified, in order, also where it is pruned. */
  public OperatorHistory operatorHistory() throws IOException {
    List<OperatorChange> changes = new ArrayList<>();
    ByteString column = LogColumns.key(LogColumns.CHANGES);
    storage.scan(
        column,
        column,
        (key, value) -> {
          try {
            return changes.add(OperatorChange.decode(value));
          } catch (MalformedInput e) {
            throw new IOException(
                "a change of operators in the block log is damaged; restore it from a backup", e);
          }
        });
    return new OperatorHistory(changes);
  }

  /** The hash of the block before the first one at hand. */
  public Hash32 anchorHash() throws IOException {
    return firstHeight > height
        ? header(height).map(BlockHeader::hash).orElse(Hash32.ZERO)
        : require(firstHeight).header().parentHash();
  }

  /**
   * Forgets the blocks below {@code oldestKept} and their certificates. What remains of them is the
   * anchor with its certificate. Works in bounded batches; cut short, it is continued by the next
   * call.
   */
  public void prune(long oldestKept) throws IOException {
    Check.that(
        oldestKept <= certifiedHeight, "only blocks with a certified successor are forgotten");
    if (oldestKept <= firstHeight) {
      removeBelow(firstHeight);
      return;
    }
    settle();
    BlockHeader anchor = require(oldestKept - 1).header();
    storage.write(
        new Storage.Batch()
            .put(LogColumns.key(LogColumns.ANCHORS, anchor.height()), anchor.encode())
            .put(LogColumns.key(LogColumns.CERTIFIED), LogColumns.number(certifiedHeight))
            .put(LogColumns.key(LogColumns.FIRST), LogColumns.number(oldestKept)));
    firstHeight = oldestKept;
    removeBelow(oldestKept);
  }

  /**
   * Removes what is stored below the first block at hand and its anchor: the blocks from before an
   * {@link #install}, once nobody is left to fill in those between.
   */
  public void sweep() throws IOException {
    removedBelow = 0;
    removeBelow(firstHeight);
  }

  private void removeBelow(long kept) throws IOException {
    long anchor = Math.max(0, kept - 1);
    LogColumns.remove(storage, LogColumns.BLOCKS, removedBelow, kept);
    LogColumns.remove(storage, LogColumns.CERTIFICATES, removedBelow, anchor);
    LogColumns.remove(storage, LogColumns.ANCHORS, removedBelow, anchor);
    removedBelow = anchor;
  }

  @Override
  public long height() {
    return height;
  }

  /** The height of the first block at hand; one above {@link #height} if there is none. */
  public long firstHeight() {
    return firstHeight;
  }

  /** The height up to which every block at hand has its certificate; -1 if none has. */
  public long certifiedHeight() {
    return certifiedHeight;
  }

  private boolean has(long at) {
    return firstHeight <= at && at <= height;
  }

  @Override
  public Optional<ByteString> block(long at) throws IOException {
    return has(at) ? storage.get(LogColumns.key(LogColumns.BLOCKS, at)) : Optional.empty();
  }

  @Override
  public Optional<ByteString> certificate(long at) throws IOException {
    if (at < Math.max(0, firstHeight - 1) || at > height) {
      return Optional.empty();
    }
    Optional<ByteString> waiting = unwritten.find(at);
    return waiting.isPresent() ? waiting : storage.get(LogColumns.key(LogColumns.CERTIFICATES, at));
  }

  /** The header of the block at {@code at}, if the block or the anchor is at hand. */
  public Optional<BlockHeader> header(long at) throws IOException {
    if (has(at)) {
      return Optional.of(require(at).header());
    }
    Optional<ByteString> stored =
        at < 0 ? Optional.empty() : storage.get(LogColumns.key(LogColumns.ANCHORS, at));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlockHeader.decode(stored.get()));
    } catch (MalformedInput e) {
      throw new LedgerDamage(at, LedgerRefusal.BLOCK_MALFORMED);
    }
  }

  /** The block at {@code at}, which the log must have. */
  public Block require(long at) throws IOException {
    Optional<RecentBlocks.Entry> known = has(at) ? recent.find(at) : Optional.empty();
    return known.isPresent() ? known.get().block() : decoded(at);
  }

  private Block decoded(long at) throws IOException {
    Block block =
        readBlock(at).orElseThrow(() -> new LedgerDamage(at, LedgerRefusal.BLOCK_MISSING));
    if (block.height() != at) {
      throw new LedgerDamage(at, LedgerRefusal.HEIGHT_DIFFERS);
    }
    return block;
  }

  /** The certificate of the block at {@code at}, if the log has one. */
  @Override
  public Optional<CommitCertificate> readCertificate(long at) throws IOException {
    Optional<RecentBlocks.Entry> known = has(at) ? recent.find(at) : Optional.empty();
    return known.isPresent() ? known.get().certificate() : BlockSource.super.readCertificate(at);
  }
}
