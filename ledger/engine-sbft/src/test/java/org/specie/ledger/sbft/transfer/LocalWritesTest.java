package org.specie.ledger.sbft.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;

/** What a transfer writes while the replica goes on. */
class LocalWritesTest {
  private static final long ANCHOR = 10;

  private BlockLog log = BlockLog.open(new MemoryStorage());
  private LocalWrites writes = writes();

  LocalWritesTest() throws IOException {}

  @BeforeEach
  void beginBehindAnAnchor() throws IOException {
    log = BlockLog.open(new MemoryStorage());
    writes = writes();
    Checkpoint anchor = History.get().checkpoint(ANCHOR);
    log.install(anchor.header(), anchor.certificate(), anchor.history());
    for (long height = ANCHOR + 1; height <= ANCHOR + 4; height++) {
      History.Link link = History.get().link(height);
      log.append(link.block(), link.certificate());
    }
  }

  private LocalWrites writes() throws IOException {
    return new LocalWrites(new Tally(new MemoryStorage()).snapshots(), log, true, _ -> {});
  }

  private static TransferEffect.FillIn down(long from, int count) {
    List<TransferEffect.Filled> filled =
        LongStream.range(0, count)
            .mapToObj(i -> History.get().link(from - i))
            .map(link -> new TransferEffect.Filled(link.block(), link.certificate()))
            .toList();
    return new TransferEffect.FillIn(filled);
  }

  @Test
  void blocksAreFilledInDownwards() throws IOException {
    assertThat(writes.apply(down(ANCHOR, 3))).contains(new TransferInput.FilledIn(ANCHOR - 2));

    assertThat(log.firstHeight()).isEqualTo(ANCHOR - 2);
  }

  /** A replica stopped for it: a checkpoint became stable while the blocks were on their way. */
  @Test
  void whatWasForgottenMeanwhileIsNotFilledInAgain() throws IOException {
    log.prune(ANCHOR + 3);

    assertThat(writes.apply(down(ANCHOR, 3))).contains(new TransferInput.FilledIn(ANCHOR - 2));

    assertThat(log.firstHeight()).isEqualTo(ANCHOR + 3);
    assertThat(log.block(ANCHOR)).isEmpty();
  }
}
