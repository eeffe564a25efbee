package org.specie.ledger.sbft.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.snapshot.Begun;
import org.specie.ledger.api.snapshot.Restoration;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage.AskCheckpoint;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Declined;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.quality.requirements.Requirement;

/** What a source gives, and what it does not. docs/spec/26-state-transfer.md, section 6. */
class TransferSourceTest {
  private static final int HEIGHT = 14;
  private static final ReplicaId PEER = new ReplicaId(3);
  private static final ReplicaId OTHER = new ReplicaId(2);

  private final TransferLimits limits =
      new TransferLimits(500, 5_000, 1_000, 500, 10_000, 6, 2, 8, 10, 1L << 20, 20_000, 60_000);
  private SimulatedTransfer world;
  private TransferSource source;

  @BeforeEach
  void growACluster() throws IOException {
    world = new SimulatedTransfer(1, HEIGHT, Optional.empty());
    source = new TransferSource(limits, world.cluster.snapshots(), world.clusterLog);
    for (int at : new int[] {4, 8, 12}) {
      source.stable(
          History.get().checkpoint(at).header(), History.get().checkpoint(at).certificate());
    }
  }

  private TransferMessage ask(Item item, int offset, long nowMs) throws IOException {
    return source.answer(PEER, new AskPart(item, offset), nowMs).orElseThrow();
  }

  private void assertDeclined(Item item, TransferRefusal reason) throws IOException {
    assertThat(ask(item, 0, 100_000L * (reason.code() - 4400)))
        .isEqualTo(new Declined(item, reason));
    assertThat(source.refusals()).containsKey(reason);
  }

  private static Hash32 hash(TransferMessage manifest) {
    return ManifestFetching.hash(((Part) manifest).bytes());
  }

  @Test
  void offersTheLatestCheckpointWhoseStateItKeeps() throws IOException {
    assertThat(source.answer(PEER, new AskCheckpoint(), 1))
        .contains(new Offer(Optional.of(History.get().checkpoint(12)), 0, HEIGHT));
    world.cluster.snapshots().prune(13);
    assertThat(source.answer(PEER, new AskCheckpoint(), 2))
        .contains(new Offer(Optional.empty(), 0, HEIGHT));
  }

  @Test
  void declinesWhatItHasNot() throws IOException {
    assertDeclined(new Item.Manifest(13), TransferRefusal.SNAPSHOT_MISSING);
    assertDeclined(new Item.Chunk(12, Hash32.ZERO, 0), TransferRefusal.MANIFEST_DIFFERS);
    Hash32 manifest = hash(ask(new Item.Manifest(12), 0, 1));
    assertDeclined(new Item.Chunk(12, manifest, 999), TransferRefusal.ASK_INVALID);
    assertDeclined(new Item.BlocksUp(HEIGHT + 1), TransferRefusal.BLOCKS_NOT_YET);
    world.clusterLog.prune(5);
    assertDeclined(new Item.BlocksDown(4), TransferRefusal.BLOCKS_PRUNED);
    assertThat(source.answer(PEER, new Offer(Optional.empty(), 0, 0), 1)).isEmpty();
    assertThat(source.refusals()).containsEntry(TransferRefusal.UNASKED, 1L);
    source.unreadable(PEER);
    assertThat(source.refusals()).containsEntry(TransferRefusal.MESSAGE_MALFORMED, 1L);
  }

  @Test
  void servesLongItemsInParts() throws Exception {
    Item run = new Item.BlocksDown(HEIGHT);
    Part first = (Part) ask(run, 0, 1);
    assertThat(first.bytes().size()).isEqualTo(first.total());
    assertThat(CertifiedBlock.decode(first.bytes()).getFirst().block())
        .isEqualTo(History.get().link(HEIGHT).block().encode());
    assertThat(ask(run, first.total(), 200_000))
        .isEqualTo(new Declined(run, TransferRefusal.ASK_INVALID));
  }

  @Test
  @Requirement("E7")
  void onePeerCannotTakeMoreThanItsShare() throws IOException {
    Item one = new Item.Manifest(12);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(one, 0, 1)).isInstanceOf(Part.class);
      source.written(PEER, TransferLimits.PART_BYTES_MAX);
    }
    assertThat(ask(one, 0, 1)).isEqualTo(new Declined(one, TransferRefusal.BUSY));
    assertThat(source.answer(OTHER, new AskPart(one, 0), 1).orElseThrow()).isInstanceOf(Part.class);
    assertThat(ask(one, 0, 500)).isInstanceOf(Part.class);

    Item large = new Item.BlocksDown(HEIGHT);
    int given = 0;
    while (given < 10
        && source.answer(OTHER, new AskPart(large, 0), 1_000_000L * (given + 1)).orElseThrow()
            instanceof Part) {
      given++;
    }
    assertThat(given).as("runs before anything is written out").isBetween(1, 8);
    source.written(OTHER, 1L << 20);
    assertThat(source.answer(OTHER, new AskPart(large, 0), 90_000_000).orElseThrow())
        .isInstanceOf(Part.class);
  }

  @Test
  @Requirement("U14")
  void holdsWhatIsFetchedAgainstPruningForABoundedTime() throws IOException {
    Hash32 manifest = hash(ask(new Item.Manifest(8), 0, 1_000));
    assertThat(source.oldestHeld()).contains(8L);
    world.cluster.snapshots().prune(12);
    for (long nowMs = 1_000; nowMs < 61_000; nowMs += 10_000) {
      source.tick(nowMs);
      assertThat(ask(new Item.Chunk(8, manifest, 0), 0, nowMs)).isInstanceOf(Part.class);
      source.written(PEER, TransferLimits.PART_BYTES_MAX);
    }
    source.tick(61_000);
    assertThat(source.oldestHeld()).isEmpty();
    world.cluster.snapshots().prune(12);
    assertThat(ask(new Item.Chunk(8, manifest, 0), 0, 61_000))
        .isEqualTo(new Declined(new Item.Chunk(8, manifest, 0), TransferRefusal.SNAPSHOT_MISSING));

    assertThat(hash(ask(new Item.Manifest(12), 0, 62_000))).isNotEqualTo(manifest);
    source.tick(81_999);
    assertThat(source.oldestHeld()).contains(12L);
    source.tick(82_000);
    assertThat(source.oldestHeld()).isEmpty();
  }

  @Test
  @Requirement("U14")
  void forgetsAFewStatesAtATimeAndThenBlocks() throws IOException {
    Retention retention = new Retention(1, History.INTERVAL, Optional.of(1L));
    Tally tally = new Tally(new CrashingDisk());
    BlockLog log = BlockLog.open(new CrashingDisk());
    for (int at = 0; at <= History.LENGTH; at++) {
      SimulatedTransfer.advance(tally, log);
    }
    long first = 0;
    boolean isMoreDue = true;
    while (isMoreDue) {
      assertThat(log.firstHeight()).as("states go first").isZero();
      isMoreDue = retention.applyOnce(History.LENGTH, tally.snapshots(), log, Long.MAX_VALUE);
      long left = tally.snapshots().kept().orElseThrow().first();
      assertThat(left - first).isBetween(1L, 8L);
      first = left;
    }
    assertThat(first).isEqualTo(History.LENGTH);
    assertThat(log.firstHeight()).isEqualTo(History.LENGTH);
  }

  @Test
  @Requirement("U14")
  void aDiskThatIsPrunedDoesNotGrowWithTheChain() throws IOException {
    Retention retention = new Retention(2, History.INTERVAL, Optional.of(8L));
    CrashingDisk chain = new CrashingDisk();
    CrashingDisk disk = new CrashingDisk();
    Tally tally = new Tally(disk);
    BlockLog log = BlockLog.open(chain);
    int most = 0;
    for (int at = 0; at <= History.LENGTH; at++) {
      SimulatedTransfer.advance(tally, log);
      if (at > 0 && at % History.INTERVAL == 0) {
        retention.apply(at, tally.snapshots(), log, Long.MAX_VALUE);
        assertThat(tally.snapshots().kept().orElseThrow().first())
            .isEqualTo(Math.max(0, at - History.INTERVAL));
        assertThat(log.firstHeight()).isEqualTo(Math.max(0, at - 7));
        most = Math.max(most, blocks(chain));
      }
    }
    assertThat(most).as("records of the block log").isLessThan(2 * 9 + 8);
    tally.state().prune(History.LENGTH);
    CrashingDisk fresh = new CrashingDisk();
    Tally restored = new Tally(fresh);
    try (SnapshotReader reader = tally.snapshots().open(History.LENGTH).orElseThrow()) {
      Begun begun =
          restored
              .snapshots()
              .begin(
                  History.get().checkpoint(History.LENGTH).header(),
                  ByteString.EMPTY,
                  reader.manifest());
      Restoration restoration = ((Begun.Started) begun).restoration();
      for (int index : restoration.missing()) {
        restoration.accept(index, reader.chunk(index).orElseThrow());
      }
      restoration.finish();
    }
    restored.snapshots().skipBackfill(History.LENGTH);
    assertThat(records(disk, 0x07)).isEqualTo(records(fresh, 0x07));
  }

  private static int blocks(CrashingDisk disk) throws IOException {
    return records(disk, 0xff);
  }

  /** The records whose column is at most {@code last}. */
  private static int records(CrashingDisk disk, int last) throws IOException {
    int[] count = {0};
    disk.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          count[0] += key.at(0) <= last ? 1 : 0;
          return true;
        });
    return count[0];
  }
}
