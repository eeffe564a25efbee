package org.specie.offline.agents.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/** Where everything inspection knows lies in its storage. Spec: docs/spec/54-agents.md 6.2. */
final class InspectionBook {
  private static final int PROOF = 1;
  private static final int STEP = 2;
  private static final int USE = 3;
  private static final int KEY = 4;
  private static final int CLASS = 5;
  private static final int CREDIT = 6;
  private static final int ISSUE = 7;
  private static final int TOTALS = 8;
  private static final int TIME = 9;
  private static final int ALARM = 10;

  private static final String DAMAGED =
      "the record of inspection is damaged; restore it from a copy";

  private final Storage storage;

  InspectionBook(Storage storage) {
    this.storage = storage;
  }

  /** What was seen of a class key. */
  record SeenClass(long keys, long spentMinor) {
    static final SeenClass NONE = new SeenClass(0, 0);

    SeenClass with(boolean isNewKey, Payment payment) {
      return new SeenClass(
          keys + (isNewKey ? 1 : 0), Math.addExact(spentMinor, payment.amount().minor()));
    }
  }

  /** Reads a value as it was written. */
  private interface Reader<T> {
    T read(Decoder in) throws MalformedInput;
  }

  private static Encoder key(int table) {
    return new Encoder().u8(table);
  }

  static ByteString proofKey(Hash32 token) {
    return key(PROOF).hash(token).toByteString();
  }

  static ByteString stepKey(TokenId id, Payment payment) {
    return key(STEP).fixed(id.bytes()).u32(payment.sequence()).toByteString();
  }

  static ByteString useKey(Payment payment) {
    return ofKey(USE, payment).u16(payment.use()).toByteString();
  }

  static ByteString keyKey(Payment payment) {
    return ofKey(KEY, payment).toByteString();
  }

  private static Encoder ofKey(int table, Payment payment) {
    return key(table)
        .fixed(payment.certificate().classKey().bytes())
        .hash(Hash32.sha256(payment.certificate().key().point()));
  }

  static ByteString classKey(KeyId id) {
    return key(CLASS).fixed(id.bytes()).toByteString();
  }

  static ByteString creditKey(Hash32 token) {
    return key(CREDIT).hash(token).toByteString();
  }

  static ByteString issueKey(Hash32 name) {
    return key(ISSUE).hash(name).toByteString();
  }

  static ByteString totalsKey() {
    return key(TOTALS).toByteString();
  }

  static ByteString timeKey(Minutes time, Hash32 token) {
    Encoder out = key(TIME);
    time.encode(out);
    return out.hash(token).toByteString();
  }

  static ByteString alarmKey(Alarm alarm) {
    return key(ALARM).hash(alarm.digest()).toByteString();
  }

  private static <T> T read(ByteString value, Reader<T> reader) throws IOException {
    try {
      Decoder in = new Decoder(value);
      T read = reader.read(in);
      in.end();
      return read;
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  private <T> Optional<T> find(ByteString key, Reader<T> reader) throws IOException {
    Optional<ByteString> value = storage.get(key);
    return value.isPresent() ? Optional.of(read(value.get(), reader)) : Optional.empty();
  }

  /** What was noted as issued under this name. */
  Optional<Amount> issued(Hash32 name) throws IOException {
    return find(issueKey(name), Decoder::u64).map(Amount::ofMinor);
  }

  boolean has(ByteString key) throws IOException {
    return storage.get(key).isPresent();
  }

  Optional<Hash32> hash(ByteString key) throws IOException {
    return find(key, Decoder::hash);
  }

  SeenClass seen(KeyId id) throws IOException {
    return find(classKey(id), in -> new SeenClass(in.u64(), in.u64())).orElse(SeenClass.NONE);
  }

  Totals totals() throws IOException {
    return find(totalsKey(), in -> new Totals(in.u64(), in.u64())).orElse(Totals.NONE);
  }

  Optional<ByteString> proof(Hash32 token) throws IOException {
    return storage.get(proofKey(token));
  }

  List<Alarm> alarms() throws IOException {
    List<Alarm> all = new ArrayList<>();
    ByteString prefix = key(ALARM).toByteString();
    storage.scan(prefix, prefix, (_, value) -> all.add(read(value, Alarm::decode)));
    return all;
  }

  /** At most so many alarms whose digests are above this one, in the order of digests. */
  List<Alarm> alarmsAfter(Hash32 digest, int countMax) throws IOException {
    List<Alarm> page = new ArrayList<>();
    ByteString prefix = key(ALARM).toByteString();
    storage.scan(
        prefix,
        key(ALARM).hash(digest).toByteString(),
        (key, value) -> {
          if (page.size() == countMax) {
            return false;
          }
          Alarm found = read(value, Alarm::decode);
          if (!found.digest().equals(digest)) {
            page.add(found);
          }
          return true;
        });
    return page;
  }

  /** Takes one payment of a stretch of time. */
  private interface Claimed {
    void take(Minutes time, Hash32 token, ByteString amount) throws IOException;
  }

  /** Hands out the payments claimed from {@code from} to {@code until}, both inclusive. */
  private void claimed(Minutes from, Minutes until, Claimed taker) throws IOException {
    ByteString prefix = key(TIME).toByteString();
    storage.scan(
        prefix,
        timeKey(from, Hash32.ZERO),
        (key, value) -> {
          Minutes time = read(key.slice(1, 1 + Integer.BYTES), Minutes::decode);
          if (time.compareTo(until) > 0) {
            return false;
          }
          taker.take(time, new Hash32(key.slice(1 + Integer.BYTES, key.size())), value);
          return true;
        });
  }

  /** The sum of payments claimed from {@code from} to {@code until}, both inclusive. */
  long turnoverMinor(Minutes from, Minutes until) throws IOException {
    long[] sum = {0};
    claimed(
        from, until, (_, _, amount) -> sum[0] = Math.addExact(sum[0], read(amount, Decoder::u64)));
    return sum[0];
  }

  /** Who was paid from {@code from} to {@code until}, both inclusive, in order of time. */
  void receipts(Minutes from, Minutes until, Consumer<Receipt> reader) throws IOException {
    claimed(
        from,
        until,
        (time, token, amount) -> {
          ByteString bytes = proof(token).orElseThrow(() -> new IOException(DAMAGED));
          Configuration paid = configuration(bytes);
          reader.accept(
              new Receipt(
                  paid.owner(),
                  // A token for withdrawals names an account too, and pays into none.
                  paid.extensions().account().filter(_ -> paid.purpose() == Purpose.DEPOSIT),
                  Amount.ofMinor(read(amount, Decoder::u64)),
                  time,
                  token));
        });
  }

  private static Configuration configuration(ByteString proof) throws IOException {
    try {
      if (Message.decode(proof) instanceof Message.Proof read) {
        return read.configuration();
      }
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
    throw new IOException(DAMAGED);
  }

  void write(Storage.Batch batch) throws IOException {
    storage.write(batch);
  }
}
