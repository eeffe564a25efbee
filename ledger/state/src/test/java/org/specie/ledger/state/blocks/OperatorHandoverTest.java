package org.specie.ledger.state.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

@Requirement({"E24", "D6"})
class OperatorHandoverTest {
  private static final long DECIDED = 3;
  private static final long LAST = 192;
  private static final long END = 196;

  private final WordLedger ledger = new WordLedger("handover");
  private final MemoryStorage logStorage = new MemoryStorage();
  private final MemoryStorage appStorage = new MemoryStorage();
  private BlockLog log;
  private BlockExecutor executor;

  @BeforeEach
  void run() throws IOException {
    log = BlockLog.open(logStorage);
    executor = ledger.grow(log, new WordList(appStorage), DECIDED - 1);
    run(new DecidedBlock(DECIDED, 2_000, List.of(WordList.change(ledger.successors()))));
  }

  private void run(DecidedBlock decided) throws IOException {
    Block block = executor.execute(decided);
    log.append(block);
    executor.commit();
  }

  private void runTo(long height) throws IOException {
    while (log.height() < height) {
      run(new DecidedBlock(log.height() + 1, 2_000, List.of()));
    }
  }

  private CommitCertificate certificate(Block block) {
    return block.height() <= LAST
        ? ledger.certify(block.header())
        : ledger.certifyAfter(block.header());
  }

  private void certifyTo(long height) throws IOException {
    for (long at = log.certifiedHeight() + 1; at <= height; at++) {
      log.certify(certificate(log.require(at)));
    }
  }

  private BlockExecutor reopened(Storage application) throws IOException {
    return BlockExecutor.open(
        ledger.genesis(), BlockLog.open(logStorage), new WordList(application));
  }

  @Test
  void announcesAChangeAndHandsOverWhenItIsDue() throws IOException {
    Membership announced =
        new Membership(
            ledger.genesis().operators(),
            Optional.of(new PendingChange(LAST, ledger.successors())));
    assertThat(executor.membership()).isEqualTo(announced);
    runTo(LAST - 1);
    assertThat(executor.membership()).isEqualTo(announced);
    runTo(LAST);
    assertThat(executor.membership()).isEqualTo(Membership.unchanged(ledger.successors()));
    assertThat(executor.inForce().operators()).isEqualTo(ledger.successors());
    assertThat(log.require(LAST).newOperators()).contains(ledger.successors());
    assertThat(log.require(LAST - 1).newOperators()).isEmpty();
    runTo(END);
    certifyTo(END);
    assertThat(new ChainVerifier(ledger.genesis()).verify(log, BlockAuditor.none()))
        .isEqualTo(new ChainVerdict.Sound(executor.head().orElseThrow()));
  }

  @Test
  void findsOutWhoIsInForceWhereverItStopped() throws IOException {
    for (long stop : new long[] {DECIDED, LAST - 1, LAST, LAST + 1, END}) {
      runTo(stop);
      certifyTo(stop);
      for (Storage application : List.of(appStorage, new MemoryStorage())) {
        BlockExecutor again = reopened(application);
        assertThat(again.head()).isEqualTo(executor.head());
        assertThat(again.membership()).isEqualTo(executor.membership());
        assertThat(again.inForce().operators()).isEqualTo(executor.inForce().operators());
      }
    }
  }

  @Test
  void findsItOutBeforeTheCertificateOfTheChangeHasCome() throws IOException {
    certifyTo(DECIDED);
    runTo(END);
    for (Storage application : List.of(appStorage, new MemoryStorage())) {
      assertThat(reopened(application).inForce().operators()).isEqualTo(ledger.successors());
    }
    assertThat(log.operatorHistory().changes()).isEmpty();
  }

  @Test
  void remembersChangesOfBlocksItHasForgotten() throws IOException {
    runTo(END);
    certifyTo(END);
    log.prune(END);
    assertThat(log.operatorHistory().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.operators()).isEqualTo(ledger.successors()));
    assertThat(reopened(appStorage).inForce().operators()).isEqualTo(ledger.successors());
  }

  @Test
  void aRestoredLogBeginsWithTheHistoryOfItsOperators() throws IOException {
    runTo(END);
    certifyTo(END);
    OperatorHistory told = log.operatorHistory();
    Block anchor = log.require(END);
    BlockLog restored = BlockLog.open(new MemoryStorage());
    restored.install(anchor.header(), certificate(anchor), told);
    BlockExecutor again = BlockExecutor.open(ledger.genesis(), restored, new WordList(appStorage));
    assertThat(again.inForce().operators()).isEqualTo(ledger.successors());

    BlockLog untold = BlockLog.open(new MemoryStorage());
    untold.install(anchor.header(), certificate(anchor), new OperatorHistory(List.of()));
    assertRefused(untold, END, LedgerRefusal.CERTIFICATE_INVALID);
  }

  private void assertRefused(BlockLog opened, long height, LedgerRefusal reason) {
    assertThatThrownBy(() -> BlockExecutor.open(ledger.genesis(), opened, new WordList(appStorage)))
        .isInstanceOfSatisfying(
            LedgerDamage.class,
            damage -> {
              assertThat(damage.height()).isEqualTo(height);
              assertThat(damage.reason()).isEqualTo(reason);
            });
  }

  @Test
  void refusesAHistoryThatWasChangedOnDisk() throws IOException {
    runTo(END);
    certifyTo(END);
    ByteString key = LogColumns.key(LogColumns.CHANGES, LAST);
    byte[] changed = logStorage.get(key).orElseThrow().toByteArray();
    changed[changed.length - 20] ^= 0x01;
    logStorage.write(new Storage.Batch().put(key, ByteString.copyOf(changed)));
    assertRefused(BlockLog.open(logStorage), LAST, LedgerRefusal.OPERATORS_DIFFER);
  }

  @Test
  void stopsWhenTheApplicationForgetsOrAltersWhatItAnnounced() throws IOException {
    OperatorSet others =
        OperatorSet.replicated(1, ledger.successors().operators().reversed(), 1, 0);
    assertThatThrownBy(
            () ->
                executor.execute(
                    new DecidedBlock(DECIDED + 1, 2_000, List.of(WordList.change(others)))))
        .isInstanceOf(InvariantViolation.class);
  }
}
