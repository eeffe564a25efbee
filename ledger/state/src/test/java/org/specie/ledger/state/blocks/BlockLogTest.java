package org.specie.ledger.state.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.state.ForgetfulStorage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

class BlockLogTest {
  private static final int LAST = 9;
  private static final OperatorHistory NO_CHANGES = new OperatorHistory(List.of());

  private final WordLedger ledger = new WordLedger("words");
  private final MemoryStorage storage = new MemoryStorage();
  private List<Block> blocks;
  private BlockLog log;

  @BeforeEach
  void open() throws IOException {
    blocks = ledger.blocks(LAST);
    log = BlockLog.open(storage);
  }

  private CommitCertificate certificate(long height) {
    return ledger.certify(blocks.get((int) height).header());
  }

  private void appendAll() throws IOException {
    for (Block block : blocks) {
      log.append(block);
    }
  }

  private void certify(long... heights) throws IOException {
    for (long height : heights) {
      log.certify(certificate(height));
    }
  }

  private void assertSpan(long first, long last, long certified) throws IOException {
    log.settle();
    for (BlockLog each : List.of(log, BlockLog.open(storage))) {
      assertThat(List.of(each.firstHeight(), each.height(), each.certifiedHeight()))
          .containsExactly(first, last, certified);
    }
  }

  @Test
  void refusesABlockThatDoesNotContinueTheLast() throws IOException {
    log.append(blocks.get(0));
    assertThatThrownBy(() -> log.append(blocks.get(2))).isInstanceOf(InvariantViolation.class);
    Block stranger = new WordLedger("other").blocks(1).get(1);
    assertThatThrownBy(() -> log.append(stranger)).isInstanceOf(InvariantViolation.class);
    log = BlockLog.open(storage);
    assertThatThrownBy(() -> log.append(stranger)).isInstanceOf(InvariantViolation.class);
    log.append(blocks.get(1));
    assertSpan(0, 1, -1);
  }

  @Test
  void refusesACertificateOfAnotherBlock() throws IOException {
    assertThatThrownBy(() -> log.append(blocks.get(0), certificate(1)))
        .isInstanceOf(InvariantViolation.class);
    appendAll();
    CommitCertificate foreign =
        new WordLedger("other").certify(new WordLedger("other").blocks(3).get(3).header());
    assertThatThrownBy(() -> log.certify(foreign)).isInstanceOf(InvariantViolation.class);
    assertThat(log.certificate(3)).isEmpty();
  }

  @Test
  void refusesACertificateForABlockThatIsNotThere() throws IOException {
    log.append(blocks.get(0));
    assertThatThrownBy(() -> log.certify(certificate(1))).isInstanceOf(LedgerDamage.class);
  }

  @Test
  void knowsUpToWhereItIsCertifiedWhenCertificatesComeLateAndOutOfOrder() throws IOException {
    appendAll();
    certify(3, 1);
    assertSpan(0, LAST, -1);
    certify(0);
    assertSpan(0, LAST, 1);
    certify(2);
    assertSpan(0, LAST, 3);
    certify(2, 4);
    assertSpan(0, LAST, 4);
    assertThat(log.readCertificate(4)).contains(certificate(4));
    assertThat(log.readCertificate(5)).isEmpty();
  }

  @Test
  void aCertificateIsReadAtOnceAndWrittenWithTheNextBlock() throws IOException {
    log.append(blocks.get(0));
    certify(0);
    assertThat(log.certificate(0)).contains(certificate(0).encode());
    assertThat(log.certifiedHeight()).isEqualTo(0);
    assertThat(BlockLog.open(storage).readCertificate(0)).isEmpty();
    log.append(blocks.get(1));
    assertThat(BlockLog.open(storage).readCertificate(0)).contains(certificate(0));
    assertThat(BlockLog.open(storage).certifiedHeight()).isEqualTo(0);
  }

  @Test
  @Requirement("E2")
  void losesOnlyCertificatesThatNoSyncFollowedWhenThePowerFails() throws IOException {
    for (int seed = 0; seed < 64; seed++) {
      ForgetfulStorage disk = new ForgetfulStorage(new Random(seed));
      log = BlockLog.open(disk);
      for (int i = 0; i < 6; i++) {
        log.append(blocks.get(i));
      }
      certify(0, 1, 2);
      log.append(blocks.get(6));
      certify(4, 3, 5);
      disk.restart();
      log = BlockLog.open(disk);
      assertThat(log.height()).as("seed %d", seed).isEqualTo(6);
      assertThat(log.certifiedHeight()).as("seed %d", seed).isBetween(2L, 5L);
      for (int i = 0; i <= log.certifiedHeight(); i++) {
        assertThat(log.readCertificate(i)).as("seed %d", seed).contains(certificate(i));
      }
      certify(3, 4, 5, 6);
      assertThat(log.certifiedHeight()).isEqualTo(6);
      log.settle();
      disk.restart();
      assertThat(BlockLog.open(disk).certifiedHeight()).as("seed %d", seed).isEqualTo(6);
    }
  }

  @Test
  @Requirement("U14")
  void prunesToAnAnchorAndGoesOn() throws IOException {
    for (Block block : blocks.subList(0, 8)) {
      log.append(block, ledger.certify(block.header()));
    }
    log.prune(6);
    assertSpan(6, 7, 7);
    for (long height = 0; height < 6; height++) {
      assertThat(log.block(height)).isEmpty();
      assertThat(log.certificate(height).isPresent()).isEqualTo(height == 5);
    }
    assertThat(log.header(5)).contains(blocks.get(5).header());
    assertThat(log.anchorHash()).isEqualTo(blocks.get(5).header().hash());
    log.append(blocks.get(8), certificate(8));
    log.prune(8);
    assertThat(log.header(5)).isEmpty();
    assertThat(log.header(7)).contains(blocks.get(7).header());
    assertThat(entries()).isEqualTo(7);
  }

  private int entries() throws IOException {
    int[] count = new int[1];
    storage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          count[0]++;
          return true;
        });
    return count[0];
  }

  @Test
  void finishesAPruningThatWasCutShort() throws IOException {
    for (Block block : blocks) {
      log.append(block, ledger.certify(block.header()));
    }
    log.prune(LAST);
    int whole = entries();
    ByteString leftOver = ByteString.hex("100000000000000002");
    storage.write(new Storage.Batch().put(leftOver, blocks.get(2).encode()));
    log = BlockLog.open(storage);
    assertThat(log.block(2)).isEmpty();
    log.prune(3);
    assertThat(entries()).isEqualTo(whole);
  }

  @Test
  void prunesNothingThatNoCertifiedBlockSucceeds() throws IOException {
    appendAll();
    certify(0, 1, 2);
    assertThatThrownBy(() -> log.prune(3)).isInstanceOf(InvariantViolation.class);
    log.prune(2);
    assertSpan(2, LAST, 2);
  }

  @Test
  @Requirement("E4")
  void beginsBehindAnAnchorAndFillsDownToTheStart() throws IOException {
    log.install(blocks.get(6).header(), certificate(6), NO_CHANGES);
    assertSpan(7, 6, 6);
    assertThat(log.block(6)).isEmpty();
    assertThat(log.header(6)).contains(blocks.get(6).header());
    log.append(blocks.get(7));
    certify(7);
    log.append(blocks.get(8), certificate(8));
    assertSpan(7, 8, 8);
    assertThatThrownBy(() -> log.backfill(blocks.get(5), certificate(5)))
        .isInstanceOf(InvariantViolation.class);
    for (long height = 6; height >= 0; height--) {
      log.backfill(blocks.get((int) height), certificate(height));
      assertSpan(height, 8, 8);
    }
    assertThat(new ChainVerifier(ledger.genesis()).verify(log, BlockAuditor.none()))
        .isEqualTo(new ChainVerdict.Sound(blocks.get(8).header()));
  }

  @Test
  @Requirement("E4")
  void refusesToFillInABlockThatIsNotTheAnchors() throws IOException {
    log.install(blocks.get(6).header(), certificate(6), NO_CHANGES);
    WordLedger other = new WordLedger("other");
    Block stranger = other.blocks(6).get(6);
    assertThatThrownBy(() -> log.backfill(stranger, other.certify(stranger.header())))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> log.backfill(blocks.get(6), certificate(5)))
        .isInstanceOf(InvariantViolation.class);
    for (int at : new int[] {5, 6}) {
      assertThatThrownBy(() -> log.install(blocks.get(at).header(), certificate(at), NO_CHANGES))
          .isInstanceOf(InvariantViolation.class);
    }
    assertSpan(7, 6, 6);
  }

  @Test
  @Requirement("D19")
  void aLogThatFellBehindBeginsBehindALaterBlockAndIsFilledInAgain() throws IOException {
    for (int at = 0; at <= 2; at++) {
      log.append(blocks.get(at), certificate(at));
    }
    log.install(blocks.get(6).header(), certificate(6), NO_CHANGES);
    assertSpan(7, 6, 6);
    assertThat(log.block(1)).isEmpty();
    for (int at = 6; at >= 0; at--) {
      log.backfill(blocks.get(at), certificate(at));
    }
    assertSpan(0, 6, 6);
    assertThat(log.require(1)).isEqualTo(blocks.get(1));
    assertThat(log.require(5)).isEqualTo(blocks.get(5));
  }

  @Test
  void refusesColumnsThatContradictEachOther() throws IOException {
    appendAll();
    storage.write(
        new Storage.Batch().put(LogColumns.key(LogColumns.FIRST), LogColumns.number(LAST + 2)));
    assertThatThrownBy(() -> BlockLog.open(storage)).hasMessageContaining("claims to begin at 11");
    storage.write(new Storage.Batch().put(LogColumns.key(LogColumns.FIRST), ByteString.hex("00")));
    assertThatThrownBy(() -> BlockLog.open(storage)).hasMessageContaining("is damaged");
  }
}
