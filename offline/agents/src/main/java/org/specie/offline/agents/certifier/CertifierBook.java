package org.specie.offline.agents.certifier;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.ChainedBook;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceReport;

/**
 * Everything a certifier signed, chained, and on its disk before it leaves. Entries are added and
 * never changed. Safe for many threads; {@link #write} is for one at a time. Spec:
 * docs/spec/54-agents.md 4.4.
 */
public final class CertifierBook {
  private static final int ANSWERED = 2;
  private static final String DAMAGED = "the certifier's book is damaged; restore it from a copy";

  private final Storage storage;
  private final ChainedBook entries;

  private CertifierBook(Storage storage, ChainedBook entries) {
    this.storage = storage;
    this.entries = entries;
  }

  /** The book in {@code storage}, which nobody else writes. */
  public static CertifierBook open(Storage storage) throws IOException {
    return new CertifierBook(storage, ChainedBook.open(storage, DAMAGED));
  }

  private static ByteString answeredKey(DeviceReport report) {
    return new Encoder()
        .u8(ANSWERED)
        .fixed(report.device().bytes())
        .u32(report.number())
        .toByteString();
  }

  /** The entry for just this request. */
  Optional<BookEntry> answered(BlindRequest request) throws IOException {
    Optional<ByteString> number = storage.get(answeredKey(request.report()));
    if (number.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(entries.entry(new Decoder(number.get()).u64(), BookEntry::decode))
          .filter(entry -> entry.request().equals(request));
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** Adds an entry, which is durable when this returns. */
  synchronized BookEntry write(BlindRequest request, long serial, ByteString signature)
      throws IOException {
    BookEntry next = new BookEntry(count() + 1, head(), request, serial, signature);
    entries.write(
        next.encode(),
        next.digest(),
        new Storage.Batch()
            .put(answeredKey(request.report()), new Encoder().u64(next.number()).toByteString()));
    return next;
  }

  /** Signatures so far. */
  public long count() {
    return entries.count();
  }

  /** The digest of the last entry: whoever keeps it notices a change of any before. */
  public Hash32 head() {
    return entries.head();
  }

  /** Hands out all entries so far, in order. */
  public void read(Consumer<BookEntry> reader) throws IOException {
    entries.read(BookEntry::decode, reader);
  }
}
