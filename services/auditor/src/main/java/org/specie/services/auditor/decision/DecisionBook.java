package org.specie.services.auditor.decision;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.services.auditor.decision.Decision.Outcome;

/**
 * What an auditor decided, on its disk before anybody hears of it. Entries are added and never
 * changed; the last one about a payment counts, and after anything but {@link Outcome#WAITING}
 * there is no other. Safe for many threads; {@link #write} is for one at a time. Source:
 * docs/spec/42-auditor.md, section 5.
 */
public final class DecisionBook implements AutoCloseable {
  private static final int HEAD = 0;
  private static final int ENTRY = 1;
  private static final int LAST_OF_PAYMENT = 2;
  private static final int DAY = 3;
  private static final int WAITS = 4;
  private static final long DAY_SECONDS = 86_400;

  private final Storage storage;
  private final Map<Hash32, Decision> waiting;
  private long count;
  private Hash32 head;

  private DecisionBook(Storage storage, long count, Hash32 head, Map<Hash32, Decision> waiting) {
    this.storage = storage;
    this.count = count;
    this.head = head;
    this.waiting = waiting;
  }

  /** The record in {@code storage}, which is closed with it. */
  public static DecisionBook open(Storage storage) throws IOException {
    Optional<ByteString> head = storage.get(key(HEAD));
    Map<Hash32, Decision> waiting = new LinkedHashMap<>();
    long count = 0;
    Hash32 hash = Hash32.ZERO;
    try {
      if (head.isPresent()) {
        Decoder in = new Decoder(head.get());
        count = in.u64();
        hash = in.hash();
        in.end();
      }
      ByteString prefix = key(WAITS);
      storage.scan(
          prefix,
          prefix,
          (_, number) -> {
            Decision each = entry(storage, number);
            waiting.put(each.payment().core(), each);
            return true;
          });
    } catch (MalformedInput e) {
      throw new IOException("the record of decisions is damaged; restore it from a copy", e);
    }
    return new DecisionBook(storage, count, hash, waiting);
  }

  private static ByteString key(int table) {
    return new Encoder().u8(table).toByteString();
  }

  private static ByteString entryKey(long number) {
    return new Encoder().u8(ENTRY).u64(number).toByteString();
  }

  private static ByteString paymentKey(int table, Hash32 core) {
    return new Encoder().u8(table).hash(core).toByteString();
  }

  private static ByteString dayKey(long seconds, G1 payer) {
    return new Encoder()
        .u8(DAY)
        .u64(seconds / DAY_SECONDS)
        .fixed(payer.toCompressed())
        .toByteString();
  }

  private static Decision entry(Storage storage, ByteString number) throws IOException {
    try {
      ByteString bytes =
          storage
              .get(entryKey(new Decoder(number).u64()))
              .orElseThrow(() -> new IOException("the record of decisions lacks an entry"));
      return Decision.decode(bytes);
    } catch (MalformedInput e) {
      throw new IOException("the record of decisions is damaged; restore it from a copy", e);
    }
  }

  /** The last entry about the payment {@code core}. */
  public Optional<Decision> last(Hash32 core) throws IOException {
    Optional<ByteString> number = storage.get(paymentKey(LAST_OF_PAYMENT, core));
    return number.isPresent() ? Optional.of(entry(storage, number.get())) : Optional.empty();
  }

  /** What {@code payer} was approved on the day of {@code seconds}, in minor units. */
  long approvedOn(long seconds, G1 payer) throws IOException {
    Optional<ByteString> sum = storage.get(dayKey(seconds, payer));
    try {
      return sum.isPresent() ? new Decoder(sum.get()).u64() : 0;
    } catch (MalformedInput e) {
      throw new IOException("the record of decisions is damaged; restore it from a copy", e);
    }
  }

  /** Adds an entry, which is durable when this returns. */
  synchronized Decision write(
      long atSeconds, ShownPayment payment, Outcome outcome, int code, String by, String grounds)
      throws IOException {
    Hash32 core = payment.core();
    Optional<Decision> before = last(core);
    Check.that(
        before.isEmpty() || before.get().outcome() == Outcome.WAITING, "a decision never changes");
    Decision next = new Decision(count + 1, head, atSeconds, payment, outcome, code, by, grounds);
    Hash32 hash = next.hash();
    ByteString number = new Encoder().u64(next.number()).toByteString();
    Storage.Batch batch =
        new Storage.Batch()
            .put(entryKey(next.number()), next.encode())
            .put(paymentKey(LAST_OF_PAYMENT, core), number)
            .put(key(HEAD), new Encoder().u64(next.number()).hash(hash).toByteString());
    if (outcome == Outcome.WAITING) {
      batch.put(paymentKey(WAITS, core), number);
    } else {
      batch.delete(paymentKey(WAITS, core));
    }
    if (outcome == Outcome.APPROVED) {
      long sum = approvedOn(atSeconds, payment.payerKey()) + payment.amount().minor();
      batch.put(dayKey(atSeconds, payment.payerKey()), new Encoder().u64(sum).toByteString());
    }
    storage.write(batch);
    count = next.number();
    head = hash;
    if (outcome == Outcome.WAITING) {
      waiting.put(core, next);
    } else {
      waiting.remove(core);
    }
    return next;
  }

  /** What waits for a person, the longest first. */
  public synchronized List<Decision> waiting() {
    return List.copyOf(waiting.values());
  }

  /** Entries written so far. */
  public synchronized long count() {
    return count;
  }

  /** The hash of the last entry: whoever keeps it notices a change of any before. */
  public synchronized Hash32 head() {
    return head;
  }

  /** Hands out all entries in order, each checked against the one before and the last hash. */
  public void read(Consumer<Decision> reader) throws IOException {
    long last;
    Hash32 end;
    synchronized (this) {
      last = count;
      end = head;
    }
    Hash32 previous = Hash32.ZERO;
    for (long number = 1; number <= last; number++) {
      Decision each = entry(storage, new Encoder().u64(number).toByteString());
      if (each.number() != number || !each.previous().equals(previous)) {
        throw new IOException(
            "entry " + number + " of the record does not follow the one before; restore a copy");
      }
      previous = each.hash();
      reader.accept(each);
    }
    if (!previous.equals(end)) {
      throw new IOException("the record does not end as it was written; restore a copy");
    }
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
