package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.query.LedgerGateway.Bucket;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.memory.MemoryStorage;

/** Clause 5.2a of docs/spec/28-gateway.md: a page costs what it holds, however full the index. */
class BucketPagesTest {
  private static final int KEYS = 1 << 10;
  private static final int HEIGHTS = 20;

  /** Counts what scans show. */
  private static final class Counting implements Storage {
    private final MemoryStorage entries = new MemoryStorage();
    private long shown;

    @Override
    public Optional<ByteString> get(ByteString key) throws IOException {
      return entries.get(key);
    }

    @Override
    public void write(Batch batch) throws IOException {
      entries.write(batch);
    }

    @Override
    public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
      entries.scan(
          prefix,
          from,
          (key, value) -> {
            shown++;
            return visitor.entry(key, value);
          });
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  private final Counting storage = new Counting();
  private final List<Filing> all = new ArrayList<>();
  private TransactionIndex index;

  @BeforeEach
  void fillAnIndex() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    Storage.Batch batch = new Storage.Batch();
    for (int key = 0; key < KEYS; key++) {
      for (int height = 1; height <= HEIGHTS; height++) {
        Filing filing = new Filing(key << 6, new Place(height, key % 7));
        all.add(filing);
        batch.put(
            new Encoder()
                .u8(0x41)
                .u16(filing.key())
                .u64(height)
                .u32(filing.place().index())
                .toByteString(),
            ByteString.EMPTY);
      }
    }
    batch.put(new Encoder().u8(0x42).toByteString(), new Encoder().u64(all.size()).toByteString());
    state.writeCompanions(batch);
    index = new TransactionIndex(new Bank(1).ledger, state);
    storage.shown = 0;
  }

  @Test
  void readsNoMoreThanAPageOfTheWholeIndex() throws IOException {
    assertThat(index.filings(new Bucket(0, 0), Optional.empty(), 50)).isEqualTo(all.subList(0, 50));
    assertThat(storage.shown).isEqualTo(50);
    Filing late = all.get(all.size() - 30);
    assertThat(index.filings(new Bucket(0, 0), Optional.of(late), 50))
        .isEqualTo(all.subList(all.size() - 30, all.size()));
    assertThat(storage.shown).isEqualTo(80);
  }

  @Test
  void readsABucketFromItsBeginningToItsEnd() throws IOException {
    Bucket bucket = new Bucket(8, 3);
    List<Filing> inside = all.stream().filter(each -> each.key() >>> 8 == 3).toList();
    assertThat(inside).hasSize(4 * HEIGHTS);
    assertThat(index.filings(bucket, Optional.empty(), Integer.MAX_VALUE)).isEqualTo(inside);
    assertThat(storage.shown).isEqualTo(inside.size() + 1);
    assertThat(index.filings(bucket, Optional.of(all.getFirst()), Integer.MAX_VALUE))
        .isEqualTo(inside);
    assertThat(index.filings(bucket, Optional.of(all.getLast()), Integer.MAX_VALUE)).isEmpty();
    assertThat(index.filings(new Bucket(8, 256), Optional.empty(), 5)).isEmpty();
  }

  @Test
  void pagesLeaveNothingOutAndRepeatNothing() throws IOException {
    Bucket bucket = new Bucket(6, 5);
    List<Filing> read = new ArrayList<>();
    Optional<Filing> from = Optional.empty();
    do {
      List<Filing> page = index.filings(bucket, from, 8);
      boolean isLast = page.size() < 8;
      read.addAll(isLast ? page : page.subList(0, 7));
      from = isLast ? Optional.empty() : Optional.of(page.getLast());
    } while (from.isPresent());
    assertThat(read).isEqualTo(all.stream().filter(each -> each.key() >>> 10 == 5).toList());
  }

  @Test
  void advisesAsManyBitsAsLeaveACrowdInEachBucket() throws IOException {
    assertThat(index.bucketed()).isEqualTo(20_480);
    assertThat(index.advisedBits()).isEqualTo(4);
  }
}
