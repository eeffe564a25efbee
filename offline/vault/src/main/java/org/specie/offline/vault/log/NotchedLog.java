package org.specie.offline.vault.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.journal.SealedLog;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.VaultReason;
import org.specie.offline.vault.hsm.Hsm;

/**
 * Records on a disk, the last of which is bound to a key that lies in the HSM for as long as it is
 * the last. That key is made before the record is written and the key of the record before is
 * destroyed after it, so an older copy of the disk names a key that nobody has any more, and of two
 * processes that go on from one record at most one succeeds. Not thread-safe. Spec:
 * docs/spec/55-vault.md section 2.
 */
public final class NotchedLog {
  /** Most records. */
  public static final int RECORDS_MAX = SealedLog.RECORDS_MAX;

  static final String LOG_KEY = "specie-vault/log";

  private static final SealedLog.Shelf SHELF =
      new SealedLog.Shelf("vault/log/", "specie/vault/log");
  private static final ByteString SECRET_LABEL = ByteString.utf8("specie/vault/log");
  private static final ByteString CODE_LABEL = ByteString.utf8("specie/vault/notch");
  private static final ByteString ALIVE_LABEL = ByteString.utf8("specie/vault/alive");
  private static final int CODE_SIZE = 32;
  private static final int TRAILER_SIZE = Notch.SIZE + CODE_SIZE;

  /** Takes what a record says. */
  @FunctionalInterface
  public interface Reader {
    void read(ByteString body) throws MalformedInput;
  }

  /** What was read of the last record: where it stands, and the key it names. */
  private static final class Last {
    private Hash32 before = Hash32.ZERO;
    private Hash32 head = Hash32.ZERO;
    private ByteString body = ByteString.EMPTY;
    private Notch notch = Notch.ZERO;
    private ByteString code = ByteString.EMPTY;
    private int count;

    void read(ByteString record, Reader reader) throws MalformedInput {
      int bodySize = record.size() - TRAILER_SIZE;
      if (bodySize < 0) {
        throw new MalformedInput("a record ends with its notch");
      }
      Decoder in = new Decoder(record);
      body = in.fixed(bodySize);
      notch = Notch.decode(in);
      code = in.fixed(CODE_SIZE);
      reader.read(body);
      before = head;
      head = Hash32.sha256(head.bytes(), record);
      count++;
    }
  }

  private final Hsm hsm;
  private final Entropy entropy;
  private final SealedLog log;
  private Notch current;
  private long highest;
  private int count;
  private boolean isOver;

  private NotchedLog(Hsm hsm, Entropy entropy, SealedLog log, Last last, long highest) {
    this.hsm = hsm;
    this.entropy = entropy;
    this.log = log;
    this.current = last.notch;
    this.count = last.count;
    this.highest = highest;
  }

  /**
   * Reads what is in {@code storage} to {@code reader}, and goes on from there: {@code opened} is
   * appended, and every other process that had the log open, and every other copy of it, has come
   * to its end.
   */
  public static Answer<NotchedLog> open(
      Hsm hsm, Storage storage, Entropy entropy, Reader reader, ByteString opened)
      throws IOException {
    SortedSet<String> names = hsm.names();
    if (!names.contains(LOG_KEY)) {
      if (!isEmpty(storage)) {
        return new Answer.Refused<>(VaultReason.WRONG_TOKEN);
      }
      names = hsm.makeCodeKey(LOG_KEY);
    }
    List<Notch> notches = Notch.among(names);
    if (notches.isEmpty() && isEmpty(storage)) {
      notches = Notch.among(hsm.makeCodeKey(Notch.ZERO.name()));
    }
    Last last = new Last();
    Optional<SealedLog> log =
        SealedLog.open(storage, secret(hsm), entropy, SHELF, record -> last.read(record, reader));
    if (log.isEmpty()) {
      return new Answer.Refused<>(VaultReason.STATE_DAMAGED);
    }
    if (!notches.contains(last.notch)) {
      return new Answer.Refused<>(VaultReason.SET_BACK);
    }
    if (last.count > 0 && !last.code.equals(code(hsm, last.notch, last.before, last.body))) {
      return new Answer.Refused<>(VaultReason.STATE_DAMAGED);
    }
    NotchedLog open = new NotchedLog(hsm, entropy, log.get(), last, notches.getLast().number());
    open.append(opened);
    return new Answer.Given<>(open);
  }

  private static boolean isEmpty(Storage storage) throws IOException {
    boolean[] isEmpty = {true};
    ByteString prefix = ByteString.utf8(SHELF.prefix());
    storage.scan(
        prefix,
        prefix,
        (key, value) -> {
          isEmpty[0] = false;
          return false;
        });
    return isEmpty[0];
  }

  /** What the HSM alone can say seals the log; it is in memory while the log is open. */
  private static Secret secret(Hsm hsm) throws IOException {
    return Secret.copyOf(hsm.code(LOG_KEY, SECRET_LABEL).toByteArray());
  }

  private static ByteString code(Hsm hsm, Notch notch, Hash32 before, ByteString body)
      throws IOException {
    Encoder place = new Encoder().hash(before);
    notch.encode(place);
    return hsm.code(notch.name(), CODE_LABEL, place.toByteString(), body);
  }

  /**
   * Writes {@code body} after all others. When this returns, the record is the last, for good. An
   * {@link IOException} leaves open whether it is, and ends this log; opening it again tells.
   */
  public void append(ByteString body) throws IOException {
    requireOpen();
    isOver = true;
    Notch claim = Notch.after(highest, entropy);
    List<Notch> notches = Notch.among(hsm.makeCodeKey(claim.name()));
    if (!notches.contains(claim)
        || !notches.contains(current)
        || notches.stream().anyMatch(each -> isRival(each, claim))) {
      hsm.destroy(claim.name());
      throw takenOver();
    }
    Encoder record = new Encoder().fixed(body);
    claim.encode(record);
    log.append(record.fixed(code(hsm, claim, log.head(), body)).toByteString());
    for (Notch each : notches) {
      if (each.number() < claim.number()) {
        hsm.destroy(each.name());
      }
    }
    requireLast(claim);
    current = claim;
    highest = claim.number();
    count++;
    isOver = false;
  }

  private static boolean isRival(Notch other, Notch claim) {
    return other.number() >= claim.number() && !other.equals(claim);
  }

  /** Nobody took over in the meantime, and the key of the record before is gone. */
  private void requireLast(Notch claim) throws IOException {
    List<Notch> notches = Notch.among(hsm.names());
    if (!notches.contains(claim)
        || notches.contains(current)
        || notches.getLast().number() > claim.number()) {
      throw takenOver();
    }
  }

  private static IOException takenOver() {
    return new IOException(
        "another process goes on with this vault, or the HSM lost keys; open the vault again in"
            + " one process");
  }

  private void requireOpen() throws IOException {
    if (isOver) {
      throw new IOException(
          "the vault ended in the middle of a step, which may or may not be taken; open it again");
    }
  }

  /** Fails once another process has gone on from here, or the HSM is gone. */
  public void requireCurrent() throws IOException {
    requireOpen();
    Check.that(hsm.code(current.name(), ALIVE_LABEL).size() == CODE_SIZE, "a code has 32 bytes");
  }

  /** How many records there are. */
  public int count() {
    return count;
  }
}
