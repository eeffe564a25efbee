package org.specie.offline.agents.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.inspection.InspectionBook.SeenClass;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;

/**
 * A proof that is right in itself, held against what came in before: what is to be written, and
 * what is alarming. Spec: docs/spec/54-agents.md 6.2 and 6.3.
 */
final class Submission {
  private static final ByteString PRESENT = new Encoder().u8(1).toByteString();

  private final InspectionBook book;
  private final IssuedCredentials issued;
  private final Proof proof;
  private final Hash32 token;
  private final Storage.Batch batch = new Storage.Batch();
  private final List<Alarm> alarms = new ArrayList<>();

  Submission(InspectionBook book, IssuedCredentials issued, Proof proof) {
    this.book = book;
    this.issued = issued;
    this.proof = proof;
    this.token = Token.fresh(proof.configuration()).with(proof.payment()).digest();
  }

  /** Counts the payment unless it came in before. */
  void enter() throws IOException {
    if (book.has(InspectionBook.proofKey(token))) {
      return;
    }
    Payment payment = proof.payment();
    Configuration configuration = proof.configuration();
    batch.put(InspectionBook.proofKey(token), proof.encode());
    batch.put(
        InspectionBook.timeKey(payment.time(), token),
        new Encoder().u64(payment.amount().minor()).toByteString());
    Optional<Hash32> made = issued.token(configuration.factory(), configuration.id());
    if (!made.equals(Optional.of(configuration.digest()))) {
      alarms.add(Alarm.between(AlarmKind.TOKEN_UNKNOWN, token, Hash32.ZERO));
    }
    first(InspectionBook.stepKey(configuration.id(), payment), AlarmKind.FORK);
    first(InspectionBook.useKey(payment), AlarmKind.KEY_USED_TWICE);
    countKey(payment);
  }

  /** Puts this payment where one belongs; another one there is an alarm. */
  private void first(ByteString key, AlarmKind kind) throws IOException {
    Optional<Hash32> before = book.hash(key);
    if (before.isPresent()) {
      alarms.add(Alarm.between(kind, token, before.get()));
    } else {
      batch.put(key, token.bytes());
    }
  }

  private void countKey(Payment payment) throws IOException {
    KeyId classKey = payment.certificate().classKey();
    boolean isNewKey = !book.has(InspectionBook.keyKey(payment));
    SeenClass seen = book.seen(classKey).with(isNewKey, payment);
    batch.put(
        InspectionBook.classKey(classKey),
        new Encoder().u64(seen.keys()).u64(seen.spentMinor()).toByteString());
    if (isNewKey) {
      batch.put(InspectionBook.keyKey(payment), PRESENT);
      if (seen.keys() > issued.grantedKeys(classKey)) {
        alarms.add(Alarm.of(AlarmKind.KEYS_ABOVE_GRANTS, token, seen.keys()));
      }
    }
  }

  /** Counts a credit of the payment unless this booking counted before. */
  void credit(Booking booking) throws IOException {
    Hash32 digest = booking.digest();
    Optional<Hash32> before = book.hash(InspectionBook.creditKey(token));
    if (before.isPresent()) {
      if (!before.get().equals(digest)) {
        alarms.add(Alarm.between(AlarmKind.CREDITED_TWICE, token, before.get()));
      }
      return;
    }
    Totals totals = book.totals();
    long credited = Math.addExact(totals.creditedMinor(), proof.payment().amount().minor());
    batch.put(InspectionBook.creditKey(token), digest.bytes());
    putTotals(batch, new Totals(totals.issuedMinor(), credited));
    if (credited > totals.issuedMinor()) {
      alarms.add(Alarm.of(AlarmKind.CREDITS_ABOVE_ISSUE, token, credited));
    }
  }

  static void putTotals(Storage.Batch batch, Totals totals) {
    batch.put(
        InspectionBook.totalsKey(),
        new Encoder().u64(totals.issuedMinor()).u64(totals.creditedMinor()).toByteString());
  }

  /** Writes everything at once; what is alarming is on the disk when this returns. */
  List<Alarm> write() throws IOException {
    for (Alarm each : alarms) {
      batch.put(InspectionBook.alarmKey(each), each.encode());
    }
    if (!batch.changes().isEmpty()) {
      book.write(batch);
    }
    return List.copyOf(alarms);
  }
}
