package org.specie.cash.application.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.execution.BlockExecution.Outcome;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.state.AuthenticatedState;

/**
 * Where transactions are in the chain: by identifier, and by the bucket their owners look into. It
 * is written in the same batch as the state and is no part of it: nothing is decided by it, and it
 * can be built again from the blocks. Source: docs/spec/21-application.md, clause 9.2.
 */
public final class TransactionIndex {
  private static final int BY_ID = 0x40;
  private static final int BY_BUCKET = 0x41;
  private static final int COUNT = 0x42;
  private static final int UNSEEN = 0x43;
  private static final int GIVEN_UP = 0x44;
  private static final int BUCKET_BITS = 16;

  /** A bucket holds at least about this many transactions. */
  private static final long CROWD = 1000;

  /** The place of a transaction, and the code of its result. */
  public record Entry(long height, int index, int code) {
    /**
     * The entry that stays: where it was applied outweighs where it was refused, and the first
     * refusal a later one, in whatever order blocks are indexed.
     */
    private Entry orElse(Optional<Entry> known) {
      boolean isKnownBetter =
          known.isPresent()
              && (known.get().isApplied() == isApplied()
                  ? known.get().place().compareTo(place()) <= 0
                  : known.get().isApplied());
      return isKnownBetter ? known.get() : this;
    }

    private boolean isApplied() {
      return code == TransactionResult.APPLIED;
    }

    private Place place() {
      return new Place(height, index);
    }

    private ByteString encode() {
      return new Encoder().u64(height).u32(index).u32(code).toByteString();
    }

    private static Entry decode(ByteString stored) throws IOException {
      try {
        Decoder in = new Decoder(stored);
        Entry entry = new Entry(in.u64(), in.u32(), in.u32());
        in.end();
        return entry;
      } catch (MalformedInput e) {
        throw damaged(e);
      }
    }
  }

  /** The place of a transaction. */
  public record Place(long height, int index) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return height == other.height
          ? Integer.compare(index, other.index)
          : Long.compare(height, other.height);
    }
  }

  /**
   * A transaction as it is filed in a bucket; one with many nullifiers is filed under each.
   *
   * @param key its sixteen bits
   */
  public record Filing(int key, Place place) implements Comparable<Filing> {
    @Override
    public int compareTo(Filing other) {
      return key == other.key ? place.compareTo(other.place) : Integer.compare(key, other.key);
    }

    private static Filing decode(ByteString stored) throws IOException {
      try {
        Decoder in = new Decoder(stored.slice(1, stored.size()));
        return new Filing(in.u16(), new Place(in.u64(), in.u32()));
      } catch (MalformedInput e) {
        throw damaged(e);
      }
    }
  }

  private final LedgerConstants ledger;
  private final BucketKeys keys;
  private final AuthenticatedState state;

  public TransactionIndex(LedgerConstants ledger, AuthenticatedState state) {
    this.ledger = ledger;
    this.keys = new BucketKeys(ledger);
    this.state = state;
  }

  /** Where the transaction named {@code id} is: where it was applied, or else first refused. */
  public Optional<Entry> find(Hash32 id) throws IOException {
    Optional<ByteString> stored = state.companion(byId(id));
    return stored.isPresent() ? Optional.of(Entry.decode(stored.get())) : Optional.empty();
  }

  /** The places of all indexed transactions in {@code bucket}, in the order of the chain. */
  public List<Place> bucket(LedgerGateway.Bucket bucket) throws IOException {
    TreeSet<Place> places = new TreeSet<>();
    filings(bucket, Optional.empty(), Integer.MAX_VALUE).forEach(each -> places.add(each.place()));
    return new ArrayList<>(places);
  }

  /**
   * What is filed in {@code bucket} from {@code from} on, in the order of the index: at most {@code
   * most} entries, and no more than those are read, however full the bucket is.
   */
  public List<Filing> filings(LedgerGateway.Bucket bucket, Optional<Filing> from, int most)
      throws IOException {
    int bits = bucket.bits();
    if (bits < 0 || bits > BUCKET_BITS || bucket.prefix() < 0 || bucket.prefix() >>> bits != 0) {
      return List.of();
    }
    int first = bucket.prefix() << (BUCKET_BITS - bits);
    int last = first + (1 << (BUCKET_BITS - bits)) - 1;
    Filing begin = new Filing(first, new Place(0, 0));
    if (from.isPresent() && from.get().compareTo(begin) > 0) {
      begin = from.get();
    }
    List<Filing> found = new ArrayList<>();
    if (begin.key() > last) {
      return found;
    }
    state.scanCompanions(
        new Encoder().u8(BY_BUCKET).toByteString(),
        byBucket(begin),
        (key, value) -> {
          Filing filing = Filing.decode(key);
          if (filing.key() > last) {
            return false;
          }
          found.add(filing);
          return found.size() < most;
        });
    return found;
  }

  /**
   * By how many leading bits owners should ask for buckets: as many as leave a crowd in each of
   * them, so that asking says nothing.
   */
  public int advisedBits() throws IOException {
    long bucketed = bucketed();
    int bits = 0;
    while (bits < BUCKET_BITS && bucketed >>> (bits + 1) >= CROWD) {
      bits++;
    }
    return bits;
  }

  /** How many transactions are in buckets. */
  public long bucketed() throws IOException {
    Optional<ByteString> stored = state.companion(new Encoder().u8(COUNT).toByteString());
    if (stored.isEmpty()) {
      return 0;
    }
    try {
      return new Decoder(stored.get()).u64();
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  /** The records that the block at {@code height} with {@code outcomes} adds. */
  public Storage.Batch records(long height, List<Outcome> outcomes) throws IOException {
    Storage.Batch batch = new Storage.Batch();
    Map<Hash32, Entry> entries = new TreeMap<>();
    long bucketed = bucketed();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      Hash32 id = outcome.result().transactionId();
      Optional<Entry> known = entries.containsKey(id) ? Optional.of(entries.get(id)) : find(id);
      entries.put(id, new Entry(height, i, outcome.result().code()).orElse(known));
      boolean isCounted = false;
      for (BucketKey key : keysOf(outcome)) {
        ByteString entry = byBucket(new Filing(key.bits16(), new Place(height, i)));
        isCounted |= state.companion(entry).isEmpty();
        batch.put(entry, ByteString.EMPTY);
      }
      bucketed += isCounted ? 1 : 0;
    }
    entries.forEach((id, entry) -> batch.put(byId(id), entry.encode()));
    return batch.put(
        new Encoder().u8(COUNT).toByteString(), new Encoder().u64(bucketed).toByteString());
  }

  /**
   * The heights whose blocks the index lacks because the state of a later one was taken over from
   * others. They are filled in from the last backwards.
   */
  public Optional<HeightRange> unseen() throws IOException {
    Optional<ByteString> stored = state.companion(unseenKey());
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      HeightRange unseen = new HeightRange(in.u64(), in.u64());
      in.end();
      return Optional.of(unseen);
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  /** Notes that the state of {@code height} takes the place of the present one. */
  public void leap(long height) throws IOException {
    long first = unseen().map(HeightRange::first).orElse(state.version().orElse(-1L) + 1);
    state.writeCompanions(noteUnseen(new Storage.Batch(), first, height));
  }

  /** Gives up unseen blocks up to {@code last}; the index is never whole again. */
  public void skip(long last) throws IOException {
    HeightRange unseen = unseen().orElseThrow();
    Storage.Batch batch = new Storage.Batch().put(givenUpKey(), ByteString.EMPTY);
    state.writeCompanions(noteUnseen(batch, last + 1, unseen.last()));
  }

  /** Whether nobody has blocks any more that the index lacks. */
  public boolean hasGivenUp() throws IOException {
    return state.companion(givenUpKey()).isPresent();
  }

  /**
   * Adds the last of the unseen blocks, verified by the caller. What the index knows already stays
   * as it is, so that a block counts once however often it comes.
   */
  public void backfill(Block block) throws IOException {
    HeightRange unseen = unseen().orElseThrow();
    Check.that(block.height() == unseen.last(), "unseen blocks are filled in backwards");
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < block.results().size(); i++) {
      outcomes.add(outcome(block.transactions().get(i), block.results().get(i)));
    }
    Storage.Batch batch = records(block.height(), outcomes);
    state.writeCompanions(noteUnseen(batch, unseen.first(), block.height() - 1));
  }

  private Outcome outcome(Transaction transaction, TransactionResult result) throws IOException {
    if (!result.isApplied()) {
      return new Outcome(result, Optional.empty(), Optional.empty());
    }
    try {
      return new Outcome(
          result,
          Optional.of(CashTransaction.decode(ledger.suite(), transaction.bytes())),
          Optional.of(AppliedEvent.decode(result.event())));
    } catch (MalformedInput e) {
      throw new IOException("a verified block has an applied transaction that is none", e);
    }
  }

  private static Storage.Batch noteUnseen(Storage.Batch batch, long first, long last) {
    return first <= last
        ? batch.put(unseenKey(), new Encoder().u64(first).u64(last).toByteString())
        : batch.delete(unseenKey());
  }

  private static ByteString givenUpKey() {
    return new Encoder().u8(GIVEN_UP).toByteString();
  }

  private static ByteString unseenKey() {
    return new Encoder().u8(UNSEEN).toByteString();
  }

  private static ByteString byBucket(Filing filing) {
    return new Encoder()
        .u8(BY_BUCKET)
        .u16(filing.key())
        .u64(filing.place().height())
        .u32(filing.place().index())
        .toByteString();
  }

  private List<BucketKey> keysOf(Outcome outcome) {
    return outcome.transaction().isPresent() && outcome.event().isPresent()
        ? keys.of(outcome.transaction().get(), outcome.event().get())
        : List.of();
  }

  private static ByteString byId(Hash32 id) {
    return new Encoder().u8(BY_ID).hash(id).toByteString();
  }

  private static IOException damaged(MalformedInput cause) {
    return new IOException("the index of transactions is damaged; build it again", cause);
  }
}
