package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

/** docs/spec/25-sbft-engine.md, 4.3. */
@Timeout(240)
class AnnouncerTest {
  private static final int ANCHOR = 3;

  @TempDir Path directory;

  /** The engine of a wiped replica stopped where it was asked before the first block was there. */
  @Test
  @Requirement({"D19", "U14"})
  void waitsBehindASnapshotForTheFirstBlock() throws Exception {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Long> told = new CopyOnWriteArrayList<>();
    BlockLog log = BlockLog.open(new MemoryStorage());
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 4);
        Announcer announcer = new Announcer(log, failures::add)) {
      Cluster.Member source = cluster.member(0);
      for (int i = 1; i <= ANCHOR + 1; i++) {
        source.execute(Tally.count("ana", i));
      }
      BlockLog blocks = (BlockLog) source.engine().blocks();
      Cluster.await("a block behind", () -> blocks.certifiedHeight() > ANCHOR);
      announcer.add(each -> told.add(each.block().height()));
      announcer.start();

      log.install(
          blocks.require(ANCHOR).header(),
          blocks.readCertificate(ANCHOR).orElseThrow(),
          blocks.operatorHistory());
      announcer.progressed();
      Cluster.await("its look at it", () -> announcer.next() == ANCHOR + 1 || !failures.isEmpty());
      assertThat(failures).isEmpty();
      assertThat(told).isEmpty();

      Block first = blocks.require(ANCHOR + 1);
      log.append(first, blocks.readCertificate(ANCHOR + 1).orElseThrow());
      announcer.progressed();
      Cluster.await("the first", () -> !told.isEmpty());
      assertThat(told).containsExactly(ANCHOR + 1L);
    }
    assertThat(failures).isEmpty();
  }
}
