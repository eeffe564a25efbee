package org.specie.quality.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.local.LocalEngine;
import org.specie.ledger.local.LocalEngineConfig;
import org.specie.ledger.local.Sequencer;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.PowerSupply.Cut;

/** Power fails at every write of a run in turn; what is on disk then must carry the same run on. */
class PowerCutTest {
  private static final int BLOCKS = 10;
  private static final OperatorKey KEY = OperatorKey.fromSeed(new byte[32]);
  private static final Genesis GENESIS =
      new Genesis("power", 1_000, new OperatorSet(List.of(KEY.operator("a")), 1), ByteString.EMPTY);
  private static final List<List<Transaction>> SCRIPT = script();

  /** What survives a power cut: the disks of log and application. */
  private record Disks(Storage log, Storage application) {
    static Disks inMemory() {
      return new Disks(new MemoryStorage(), new MemoryStorage());
    }
  }

  private static List<List<Transaction>> script() {
    Random random = new Random(17);
    List<List<Transaction>> script = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      List<Transaction> moves = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        int from = random.nextInt(PurseApplication.PURSES);
        int to = random.nextInt(PurseApplication.PURSES);
        moves.add(PurseApplication.move(from, to, random.nextInt(90)));
      }
      script.add(moves);
    }
    return script;
  }

  /** Runs the rest of the script; adds every header that somebody was told of to {@code told}. */
  private static void run(Disks disks, PowerSupply power, List<BlockHeader> told)
      throws IOException {
    Sequencer sequencer =
        Sequencer.open(
            GENESIS,
            List.of(KEY),
            () -> 2_000,
            BlockLog.open(new PowerCutStorage(disks.log(), power)),
            new PurseApplication(new PowerCutStorage(disks.application(), power)));
    while (sequencer.head().height() < BLOCKS) {
      int next = (int) sequencer.head().height();
      told.add(sequencer.produce(SCRIPT.get(next)).block().header());
    }
  }

  private static List<BlockHeader> headers(Disks disks) throws IOException {
    List<BlockHeader> headers = new ArrayList<>();
    BlockLog log = BlockLog.open(disks.log());
    for (long height = 0; height <= log.height(); height++) {
      headers.add(decode(log.block(height).orElseThrow()).header());
    }
    return headers;
  }

  private static Block decode(ByteString bytes) throws IOException {
    try {
      return Block.decode(bytes);
    } catch (org.specie.kernel.core.codec.MalformedInput e) {
      throw new IOException(e);
    }
  }

  private static int uncutWrites() throws IOException {
    PowerSupply steady = PowerSupply.steady();
    run(Disks.inMemory(), steady, new ArrayList<>());
    return steady.writes();
  }

  private static List<BlockHeader> uncutHeaders() throws IOException {
    Disks disks = Disks.inMemory();
    run(disks, PowerSupply.steady(), new ArrayList<>());
    return headers(disks);
  }

  /** Nothing somebody was told of is lost, and nothing half-applied can be seen. */
  private static void assertSurvived(
      Disks disks, List<BlockHeader> told, List<BlockHeader> uncut, String when)
      throws IOException {
    List<BlockHeader> logged = headers(disks);
    assertThat(logged).as("log after %s", when).isEqualTo(uncut.subList(0, logged.size()));
    assertThat(logged).as("log after %s", when).containsAll(told);
    PurseApplication application = new PurseApplication(disks.application());
    if (application.state().version().isEmpty()) {
      assertThat(application.sum()).as("money after %s", when).isZero();
      assertThat(application.companionHeight()).isEmpty();
      return;
    }
    long version = application.state().version().get();
    assertThat(application.sum())
        .as("money after %s", when)
        .isEqualTo(PurseApplication.PURSES * PurseApplication.EACH);
    assertThat(application.state().root())
        .as("state after %s", when)
        .isEqualTo(uncut.get((int) version).stateRoot());
    assertThat(application.companionHeight()).contains(new Encoder().u64(version).toByteString());
  }

  private static void assertFinished(Disks disks, List<BlockHeader> uncut, String when)
      throws IOException {
    assertSurvived(disks, List.of(), uncut, when);
    assertThat(headers(disks)).as("chain after %s", when).isEqualTo(uncut);
    BlockSource chain = BlockLog.open(disks.log());
    assertThat(new ChainVerifier(GENESIS).verify(chain, BlockAuditor.none()))
        .isEqualTo(new ChainVerdict.Sound(uncut.getLast()));
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  @Requirement({"D2", "E4"})
  void carriesOnAfterACutAtAnyWriteAsIfThereHadBeenNone(Cut cut) throws IOException {
    List<BlockHeader> uncut = uncutHeaders();
    int writes = uncutWrites();
    assertThat(writes).isGreaterThan(2 * BLOCKS);
    for (int write = 1; write <= writes; write++) {
      Disks disks = Disks.inMemory();
      List<BlockHeader> told = new ArrayList<>();
      PowerSupply failing = PowerSupply.failingAt(write, cut);
      assertThatThrownBy(() -> run(disks, failing, told)).isInstanceOf(PowerLost.class);
      String when = "a cut " + cut + " write " + write;
      assertSurvived(disks, told, uncut, when);
      run(disks, PowerSupply.steady(), told);
      assertFinished(disks, uncut, when);
    }
  }

  @Test
  @Requirement("D2")
  void carriesOnWhenThePowerFailsAgainAndAgainDuringRecovery() throws IOException {
    List<BlockHeader> uncut = uncutHeaders();
    for (Cut cut : List.of(Cut.BEFORE, Cut.AFTER)) {
      Disks disks = Disks.inMemory();
      List<BlockHeader> told = new ArrayList<>();
      int attempts = 0;
      boolean isFinished = false;
      while (!isFinished) {
        PowerSupply failing = PowerSupply.failingAt(cut == Cut.AFTER ? 1 : 2, cut);
        attempts++;
        try {
          run(disks, failing, told);
          isFinished = true;
        } catch (PowerLost e) {
          assertSurvived(disks, told, uncut, "attempt " + attempts);
        }
      }
      assertThat(attempts).isGreaterThan(BLOCKS);
      assertFinished(disks, uncut, "many cuts " + cut);
    }
  }

  @Test
  @Requirement({"D2", "E4"})
  void aDiskThatTearsABatchIsFoundOutAndNeverBuiltUpon() throws IOException {
    List<BlockHeader> uncut = uncutHeaders();
    int writes = uncutWrites();
    int foundOut = 0;
    for (int write = 1; write <= writes; write++) {
      Disks disks = Disks.inMemory();
      List<BlockHeader> told = new ArrayList<>();
      PowerSupply failing = PowerSupply.failingAt(write, Cut.TORN);
      assertThatThrownBy(() -> run(disks, failing, told)).isInstanceOf(PowerLost.class);
      try {
        run(disks, PowerSupply.steady(), told);
        assertFinished(disks, uncut, "a torn write " + write);
      } catch (LedgerDamage e) {
        foundOut++;
      }
    }
    assertThat(foundOut).isPositive();
  }

  @Test
  @Requirement({"D2", "E2"})
  void carriesOnFromRocksDbInOneDirectory(@TempDir Path directory) throws IOException {
    List<BlockHeader> uncut = uncutHeaders();
    int writes = uncutWrites();
    for (int write = 2; write <= writes; write += 5) {
      Path where = directory.resolve("cut" + write);
      Cut cut = write % 2 == 0 ? Cut.BEFORE : Cut.AFTER;
      PowerSupply failing = PowerSupply.failingAt(write, cut);
      List<BlockHeader> told = new ArrayList<>();
      try (Storage disk = RocksStorage.open(where)) {
        assertThatThrownBy(() -> run(new Disks(disk, disk), failing, told))
            .isInstanceOf(PowerLost.class);
      }
      try (Storage disk = RocksStorage.open(where)) {
        Disks disks = new Disks(disk, disk);
        assertSurvived(disks, told, uncut, "a cut " + cut + " write " + write);
        run(disks, PowerSupply.steady(), told);
        assertFinished(disks, uncut, "a cut " + cut + " write " + write);
      }
    }
  }

  @Test
  void aRunningEngineSaysThatThePowerFailedAndCommitsNoMore() throws Exception {
    Disks disks = Disks.inMemory();
    PowerSupply failing = PowerSupply.failingAt(5, Cut.BEFORE);
    try (LocalEngine engine =
        LocalEngine.create(
            GENESIS,
            List.of(KEY),
            () -> 2_000,
            new PowerCutStorage(disks.log(), failing),
            LocalEngineConfig.defaults())) {
      engine.start(new PurseApplication(new PowerCutStorage(disks.application(), failing)));
      CommittedBlock first = engine.produceBlock().toCompletableFuture().get();
      assertThat(first.block().height()).isEqualTo(1);
      var second = engine.produceBlock().toCompletableFuture();
      assertThatThrownBy(second::get).hasCauseInstanceOf(IOException.class);
      assertThat(engine.status().phase()).isEqualTo(EngineStatus.Phase.FAILED);
      assertThat(engine.status().failure())
          .hasValueSatisfying(why -> assertThat(why).contains("the power failed"));
      assertThat(engine.status().height()).isEqualTo(1);
    }
  }

  @Test
  @Requirement({"E4", "E6"})
  void theVerifierNamesTheStoredBlockInWhichAByteWasFlipped() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    run(new Disks(disk, new MemoryStorage()), PowerSupply.steady(), new ArrayList<>());
    ChainVerifier verifier = new ChainVerifier(GENESIS);
    for (long height = 0; height <= BLOCKS; height++) {
      ByteString key = new Encoder().u8(0x10).u64(height).toByteString();
      ByteString sound = disk.get(key).orElseThrow();
      for (int at = (int) height % 7; at < sound.size(); at += 7) {
        byte[] flipped = sound.toByteArray();
        flipped[at] ^= 0x40;
        disk.write(new Storage.Batch().put(key, ByteString.copyOf(flipped)));
        ChainVerdict verdict = verifier.verify(BlockLog.open(disk), BlockAuditor.none());
        assertThat(verdict instanceof ChainVerdict.Broken broken ? broken.height() : -1)
            .as("byte %d of block %d", at, height)
            .isEqualTo(height);
      }
      disk.write(new Storage.Batch().put(key, sound));
    }
  }
}
