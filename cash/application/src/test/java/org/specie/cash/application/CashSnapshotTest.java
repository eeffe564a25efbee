package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.query.LedgerGateway.Bucket;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.snapshot.Begun;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Restoration;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

/** docs/spec/26-state-transfer.md, sections 2 and 3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D19")
final class CashSnapshotTest {
  private static final ByteString PROOF = ByteString.utf8("proof");

  private Bank bank;
  private CashTransaction twice;
  private long target;

  @BeforeAll
  void writeAHistory() throws IOException {
    bank = new Bank(84);
    Customer ana = bank.open("ana", "20.00");
    Customer ben = bank.open("ben", "20.00");
    Customer loaded = bank.load(ana, "10.00");
    bank.apply(loaded, bank.prove(loaded, bank.payment(ben, "3.00")));
    twice = bank.transfer(ana, ben.address(), "5.00", 3);
    bank.block(twice);
    Bank.requireApplied(bank.block(bank.transfer(ana, ben.address(), "1.00", 2), twice));
    target = bank.height();
    bank.block(twice);
    bank.block(bank.transfer(ana, ben.address(), "1.00", 4));
  }

  private CashApplication open(Storage storage) throws IOException {
    return CashApplication.open(
        bank.ledger, storage, BatchVerifier.onOneCore(bank.ledger.suite().bases(), bank.entropy));
  }

  private BlockHeader header(long height) {
    return bank.blocks.get((int) height).header();
  }

  private SnapshotReader snapshot() throws IOException {
    return bank.application.snapshots().open(target).orElseThrow();
  }

  private static Restoration begin(CashApplication application, BlockHeader at, ByteString with)
      throws IOException {
    return switch (application.snapshots().begin(at, PROOF, with)) {
      case Begun.Started(Restoration restoration) -> restoration;
      case Begun.Refused(var reason) -> throw new AssertionError(reason.sentence());
    };
  }

  private static void fetch(Restoration restoration, SnapshotReader from) throws IOException {
    for (int index : restoration.missing()) {
      assertThat(restoration.accept(index, from.chunk(index).orElseThrow()))
          .isEqualTo(Verdict.accepted());
    }
    assertThat(restoration.missing()).isEmpty();
  }

  private void execute(CashApplication application, long height) throws IOException {
    Block block = bank.blocks.get((int) height);
    BlockResult result =
        application.execute(
            new DecidedBlock(height, block.header().epochSeconds(), block.transactions()));
    assertThat(result.results()).isEqualTo(block.results());
    assertThat(result.applicationDigest()).isEqualTo(block.header().applicationDigest());
    assertThat(application.commit(height))
        .isEqualTo(new Position(height, block.header().stateRoot()));
  }

  private void assertKnowsEverything(CashApplication application) throws IOException {
    TransactionIndex genuine = bank.application.index();
    for (Block block : bank.blocks) {
      for (Transaction transaction : block.transactions()) {
        assertThat(application.index().find(transaction.id()))
            .isEqualTo(genuine.find(transaction.id()))
            .isPresent();
      }
    }
    Bucket all = new Bucket(0, 0);
    assertThat(application.index().bucket(all)).isEqualTo(genuine.bucket(all)).isNotEmpty();
    assertThat(application.index().bucketed()).isEqualTo(genuine.bucketed());
  }

  @Test
  void aReplicaThatLostEverythingComesBackWithStateIndexAndFuture() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    CashApplication back = open(disk);
    try (SnapshotReader from = snapshot()) {
      Restoration restoration = begin(back, header(target), from.manifest());
      fetch(restoration, from);
      assertThat(restoration.finish()).isEqualTo(new Position(target, header(target).stateRoot()));
    }
    assertThat(back.next().epochSeconds()).isEqualTo(header(target).epochSeconds());
    assertThat(back.index().find(twice.toLedger().id())).isEmpty();
    assertThat(back.snapshots().unseen()).contains(new HeightRange(0, target));
    // It takes part again, and is filled in meanwhile.
    execute(back, target + 1);
    assertThat(back.index().find(twice.toLedger().id()).orElseThrow().code()).isNotZero();
    for (long height = target; height >= 0; height--) {
      back.snapshots().backfill(bank.blocks.get((int) height));
      if (height == 3) {
        back = open(disk);
        execute(back, target + 2);
      }
    }
    assertThat(back.snapshots().unseen()).isEmpty();
    back.snapshots().backfill(bank.blocks.get(2));
    assertKnowsEverything(back);
    assertKnowsEverything(open(disk));
    assertThat(back.position()).isEqualTo(bank.application.position());
  }

  @Test
  void aBlockThatWasExecutedAndNotCommittedIsForgottenForTheStateOfOthers() throws IOException {
    CashApplication emptied = open(new MemoryStorage());
    emptied.genesis(bank.ledger.genesis());
    try (SnapshotReader from = snapshot()) {
      Restoration restoration = begin(emptied, header(target), from.manifest());
      assertThatThrownBy(() -> emptied.commit(0)).isInstanceOf(NoSuchElementException.class);
      fetch(restoration, from);
      restoration.finish();
    }
    execute(emptied, target + 1);
    emptied.snapshots().backfill(bank.blocks.get((int) target));
    assertThat(emptied.snapshots().unseen()).contains(new HeightRange(0, target - 1));
  }

  @Test
  void aReplicaThatFellBehindKeepsWhatItHad() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    CashApplication behind = open(disk);
    behind.genesis(bank.ledger.genesis());
    behind.commit(0);
    execute(behind, 1);
    execute(behind, 2);
    try (SnapshotReader from = snapshot()) {
      Restoration restoration = begin(behind, header(target), from.manifest());
      assertThat(behind.position()).isEmpty();
      assertThatThrownBy(() -> open(disk).view().supply()).isInstanceOf(IOException.class);
      CashApplication restarted = open(disk);
      Restoration again = restarted.snapshots().restoring().orElseThrow();
      assertThat(again.header()).isEqualTo(header(target));
      assertThat(again.proof()).isEqualTo(PROOF);
      assertThat(again.manifest()).isEqualTo(from.manifest());
      assertThat(again.chunkCount()).isEqualTo(restoration.chunkCount());
      fetch(again, from);
      again.finish();
      behind = restarted;
    }
    assertThat(behind.snapshots().restoring()).isEmpty();
    assertThat(behind.snapshots().unseen()).contains(new HeightRange(3, target));
    for (long height = target; height >= 3; height--) {
      behind.snapshots().backfill(bank.blocks.get((int) height));
    }
    execute(behind, target + 1);
    execute(behind, target + 2);
    assertKnowsEverything(behind);
  }

  @Test
  void refusesAManifestOfAnotherHeaderAndTheWayBack() throws IOException {
    CashApplication back = open(new MemoryStorage());
    try (SnapshotReader from = snapshot()) {
      ByteString manifest = from.manifest();
      assertThat(back.snapshots().begin(header(target - 1), PROOF, manifest))
          .isEqualTo(new Begun.Refused(SnapshotRefusal.MANIFEST_INVALID));
      assertThat(back.snapshots().begin(header(target), PROOF, manifest.slice(1, manifest.size())))
          .isEqualTo(new Begun.Refused(SnapshotRefusal.MANIFEST_INVALID));
      assertThat(back.snapshots().unseen()).isEmpty();
      assertThat(bank.application.snapshots().begin(header(target), PROOF, manifest))
          .isEqualTo(new Begun.Refused(SnapshotRefusal.TARGET_BEHIND));
    }
  }

  @Test
  void fillsInBackwardsOnlyAndGivesUpWhatNobodyHas() throws IOException {
    CashApplication back = open(new MemoryStorage());
    try (SnapshotReader from = snapshot()) {
      Restoration restoration = begin(back, header(target), from.manifest());
      fetch(restoration, from);
      restoration.finish();
    }
    assertThatThrownBy(() -> back.snapshots().backfill(bank.blocks.get(1)))
        .isInstanceOf(InvariantViolation.class);
    back.snapshots().backfill(bank.blocks.get((int) target));
    assertThat(back.index().hasGivenUp()).isFalse();
    back.snapshots().skipBackfill(2);
    assertThat(back.index().hasGivenUp()).isTrue();
    assertThat(back.snapshots().unseen()).contains(new HeightRange(3, target - 1));
    back.snapshots().skipBackfill(target - 1);
    assertThat(back.snapshots().unseen()).isEqualTo(Optional.empty());
    assertThat(back.index().hasGivenUp()).isTrue();
    assertThat(back.index().find(twice.toLedger().id()).orElseThrow().height()).isEqualTo(target);
    assertThat(List.of(back.snapshots().kept().orElseThrow()))
        .containsExactly(new HeightRange(target, target));
  }
}
