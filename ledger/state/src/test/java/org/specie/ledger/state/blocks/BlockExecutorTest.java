package org.specie.ledger.state.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.state.ForgetfulStorage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

class BlockExecutorTest {
  private final WordLedger ledger = new WordLedger("words");
  private final MemoryStorage logStorage = new MemoryStorage();

  private BlockLog log() throws IOException {
    return BlockLog.open(logStorage);
  }

  private BlockExecutor open(Storage appStorage) throws IOException {
    return BlockExecutor.open(ledger.genesis(), log(), new WordList(appStorage));
  }

  private void assertRefusesToStart(Storage appStorage, long height, LedgerRefusal reason) {
    assertThatThrownBy(() -> open(appStorage))
        .isInstanceOfSatisfying(
            LedgerDamage.class,
            damage -> {
              assertThat(damage.height()).isEqualTo(height);
              assertThat(damage.reason()).isEqualTo(reason);
            });
  }

  @Test
  void hasNoEffectBeforeItIsCommitted() throws IOException {
    BlockLog log = log();
    MemoryStorage appStorage = new MemoryStorage();
    WordList application = new WordList(appStorage);
    BlockExecutor executor = ledger.grow(log, application, 1);
    Block forgotten = executor.execute(new DecidedBlock(2, 2_000, List.of(WordList.say("x"))));
    Block block = executor.execute(WordLedger.next(2));
    assertThat(block).isNotEqualTo(forgotten);
    assertThat(application.said("word 2")).isEmpty();
    assertThatThrownBy(executor::commit).isInstanceOf(InvariantViolation.class);
    log.append(block);
    executor.commit();
    assertThat(application.said("word 2")).isPresent();
    assertThat(application.said("x")).isEmpty();
    assertThat(executor.head()).contains(block.header());
  }

  @Test
  void executesInOrderAndNeverRunsTimeBack() throws IOException {
    BlockExecutor executor = ledger.grow(log(), new WordList(new MemoryStorage()), 3);
    assertThatThrownBy(() -> executor.execute(WordLedger.next(5)))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> executor.execute(new DecidedBlock(4, 1_002, List.of())))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(executor::begin).isInstanceOf(InvariantViolation.class);
  }

  @Test
  @Requirement("E2")
  void replaysBlocksWhoseCertificatesAreStillToCome() throws IOException {
    BlockLog log = log();
    BlockExecutor grown = ledger.grow(log, new WordList(new MemoryStorage()), 6);
    for (long height = 0; height <= 3; height++) {
      log.certify(ledger.certify(log.require(height).header()));
    }
    WordList lost = new WordList(new MemoryStorage());
    BlockExecutor again = BlockExecutor.open(ledger.genesis(), log(), lost);
    assertThat(again.head()).isEqualTo(grown.head());
    assertThat(lost.said("word 6")).isPresent();
  }

  @Test
  @Requirement("E2")
  void executesAgainWhatThePowerTookFromTheState() throws IOException {
    List<Block> blocks = ledger.blocks(12);
    boolean wasBehind = false;
    for (int seed = 0; seed < 64; seed++) {
      ForgetfulStorage logDisk = new ForgetfulStorage(new Random(seed));
      ForgetfulStorage stateDisk = new ForgetfulStorage(new Random(~seed));
      WordList application = new WordList(stateDisk);
      ledger.grow(BlockLog.open(logDisk), application, 4);
      application.sync();
      ledger.grow(BlockLog.open(logDisk), application, 9);
      logDisk.restart();
      stateDisk.restart();

      BlockLog log = BlockLog.open(logDisk);
      WordList left = new WordList(stateDisk);
      assertThat(left.position().orElseThrow().height()).as("seed %d", seed).isBetween(4L, 9L);
      wasBehind |= left.position().orElseThrow().height() < 9;
      BlockExecutor executor = ledger.grow(log, left, 12);
      assertThat(executor.head()).as("seed %d", seed).contains(blocks.get(12).header());
      assertThat(left.said("word 9")).as("seed %d", seed).isPresent();
    }
    assertThat(wasBehind).as("the power took something").isTrue();
  }

  @Test
  @Requirement("E4")
  void refusesToStartWithoutACertificateThatWasThere() throws IOException {
    BlockLog log = log();
    ledger.grow(log, new WordList(new MemoryStorage()), 4);
    for (long height = 0; height <= 3; height++) {
      log.certify(ledger.certify(log.require(height).header()));
    }
    log.append(ledger.blocks(5).get(5));
    log.append(ledger.blocks(6).get(6));
    logStorage.write(new Storage.Batch().delete(LogColumns.key(LogColumns.CERTIFICATES, 2)));
    assertRefusesToStart(new MemoryStorage(), 2, LedgerRefusal.CERTIFICATE_MISSING);
  }

  @Test
  @Requirement("E4")
  void refusesAFalseCertificateAboveTheCertifiedHeightToo() throws IOException {
    BlockLog log = log();
    ledger.grow(log, new WordList(new MemoryStorage()), 4);
    Block block = log.require(3);
    log.certify(ledger.certify(block.header(), 2));
    log.settle();
    assertRefusesToStart(new MemoryStorage(), 3, LedgerRefusal.CERTIFICATE_INVALID);
  }

  @Test
  void goesOnBehindAnAnchorFromTheApplicationsPosition() throws IOException {
    MemoryStorage appStorage = new MemoryStorage();
    BlockLog whole = BlockLog.open(new MemoryStorage());
    ledger.grow(whole, new WordList(appStorage), 5);
    Block anchor = whole.require(5);

    log().install(anchor.header(), ledger.certify(anchor.header()), new OperatorHistory(List.of()));
    BlockExecutor executor = ledger.grow(log(), new WordList(appStorage), 7);
    assertThat(log().require(7)).isEqualTo(ledger.blocks(7).get(7));
    assertThat(executor.head()).contains(log().require(7).header());
    assertRefusesToStart(new MemoryStorage(), 0, LedgerRefusal.BLOCK_MISSING);
  }

  @Test
  void refusesABlockLogWithAHole() throws IOException {
    ledger.grow(log(), new WordList(new MemoryStorage()), 4);
    logStorage.write(
        new Storage.Batch().put(LogColumns.key(LogColumns.BLOCKS, 2), ByteString.hex("00")));
    assertRefusesToStart(new MemoryStorage(), 2, LedgerRefusal.BLOCK_MALFORMED);
  }
}
