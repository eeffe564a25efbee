package org.specie.offline.purse.journal;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;

/**
 * Records of bytes, each sealed and bound to its number and to all before it, so that none can be
 * changed, exchanged or taken out of the middle. A record is on the disk when {@link #append}
 * returns. Not thread-safe. Spec: docs/spec/52-purse.md 2.1.
 */
public final class SealedLog {
  /** Most records; a till that takes a payment every ten seconds fills it in half a year. */
  public static final int RECORDS_MAX = 1_000_000;

  /** Takes a record that was read. */
  @FunctionalInterface
  public interface Reader {
    void read(ByteString record) throws MalformedInput;
  }

  /**
   * Where records lie, and what they are.
   *
   * @param prefix of their keys
   * @param label of their boxes
   */
  public record Shelf(String prefix, String label) {}

  private final Storage storage;
  private final Secret secret;
  private final Entropy entropy;
  private final Shelf shelf;
  private Hash32 head = Hash32.ZERO;
  private int count;
  private boolean isUncertain;

  private SealedLog(Storage storage, Secret secret, Entropy entropy, Shelf shelf) {
    this.storage = storage;
    this.secret = secret;
    this.entropy = entropy;
    this.shelf = shelf;
  }

  /**
   * Reads what is on the {@code shelf} of {@code storage} to {@code reader}; nothing if one of the
   * records is not what was written under {@code secret}, in this place.
   */
  public static Optional<SealedLog> open(
      Storage storage, Secret secret, Entropy entropy, Shelf shelf, Reader reader)
      throws IOException {
    SealedLog log = new SealedLog(storage, secret, entropy, shelf);
    boolean[] isWhole = {true};
    ByteString prefix = ByteString.utf8(shelf.prefix());
    storage.scan(
        prefix,
        prefix,
        (key, value) -> {
          isWhole[0] = key.equals(log.nextKey()) && log.read(value, reader);
          return isWhole[0];
        });
    return isWhole[0] ? Optional.of(log) : Optional.empty();
  }

  private ByteString nextKey() {
    return new Encoder().fixed(ByteString.utf8(shelf.prefix())).u32(count).toByteString();
  }

  private ByteString place() {
    return new Encoder().u32(count).hash(head).toByteString();
  }

  private boolean read(ByteString box, Reader reader) {
    Optional<ByteString> plain = SecretBox.open(secret, shelf.label(), place(), box);
    if (plain.isEmpty()) {
      return false;
    }
    try {
      reader.read(plain.get());
      advance(plain.get());
      return true;
    } catch (MalformedInput _) {
      return false;
    }
  }

  private void advance(ByteString plain) {
    head = Hash32.sha256(head.bytes(), plain);
    count++;
  }

  /**
   * Writes {@code record} after all others. A write that fails may have reached the disk, and the
   * next one would take its place; so after a failure nothing more is written before the log was
   * opened again.
   */
  public void append(ByteString record) throws IOException {
    if (isUncertain) {
      throw new IOException("a record may or may not be on the disk; open the journal again");
    }
    if (count >= RECORDS_MAX) {
      throw new IOException(
          "the journal has " + RECORDS_MAX + " records, which is its limit; begin a new one");
    }
    ByteString box = SecretBox.seal(secret, shelf.label(), place(), record, entropy);
    isUncertain = true;
    storage.write(new Storage.Batch().put(nextKey(), box));
    isUncertain = false;
    advance(record);
  }

  /** How many records there are. */
  public int count() {
    return count;
  }

  /** Digest over all records: whoever notes it down can tell later whether some are missing. */
  public Hash32 head() {
    return head;
  }
}
