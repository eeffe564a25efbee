package org.specie.offline.purse.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

class JournalTest {
  private static final Secret SECRET = Secret.copyOf(new byte[] {1, 2, 3, 4});
  private final Entropy entropy = new Counting();
  private final Storage storage = new MemoryStorage();

  /** Bytes that never repeat. */
  private static final class Counting implements Entropy {
    private int next;

    @Override
    public void fill(byte[] target) {
      byte[] fresh = Hash32.sha256(ByteString.utf8("draw " + next++)).bytes().toByteArray();
      for (int i = 0; i < target.length; i++) {
        target[i] = fresh[i % fresh.length];
      }
    }
  }

  private static List<JournalRecord> records() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 100);
    Configuration configuration = Mint.shared().token(ana.device().owner());
    Request request =
        new Request(
            Optional.of(Amount.ofMinor(10)),
            Table.REFERENCE,
            Token.fresh(configuration),
            Mint.shared().credentials().chain());
    Response response = ben.pay(request, 10);
    PayOrder order =
        new PayOrder(
            request.token().with(response.payment()), Amount.ofMinor(7), Table.REFERENCE, Mint.NOW);
    return List.of(
        new JournalRecord.Stocked(configuration),
        new JournalRecord.Asked(request),
        new JournalRecord.AskedByTap(request),
        new JournalRecord.Withdrawn(configuration.id()),
        new JournalRecord.Received(response.id(), response.payment()),
        new JournalRecord.Learnt(Mint.shared().credentials().chain()),
        new JournalRecord.Redeemed(response.id(), 1),
        new JournalRecord.Ordered(order),
        new JournalRecord.Paid(order.key(), response.payment()),
        new JournalRecord.Declined(order.key()),
        new JournalRecord.Planned(
            new PlannedPayment(request, order.amount(), Mint.NOW, true, "rent")),
        new JournalRecord.Unplanned(order.key()),
        new JournalRecord.SetAside("rent", order.amount()),
        new JournalRecord.Standing(
            new StandingOrder(
                new PlannedPayment(request, order.amount(), Mint.NOW, true, "rent"),
                StandingOrder.Rhythm.MONTH,
                Optional.of(Mint.later(1)),
                Optional.of(order.amount()))),
        new JournalRecord.Standing(
            new StandingOrder(
                new PlannedPayment(request, order.amount(), Mint.NOW, false, ""),
                StandingOrder.Rhythm.WEEK,
                Optional.empty(),
                Optional.empty())));
  }

  private List<ByteString> keys() throws IOException {
    List<ByteString> keys = new ArrayList<>();
    storage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          keys.add(key);
          return true;
        });
    return keys;
  }

  private Optional<Journal> open() throws IOException {
    return Journal.open(storage, SECRET, entropy);
  }

  private void write(List<JournalRecord> records) throws IOException {
    Journal journal = open().orElseThrow();
    for (JournalRecord each : records) {
      journal.append(each);
    }
  }

  @Test
  void recordsHaveOneEncoding() throws IOException, MalformedInput {
    for (JournalRecord each : records()) {
      assertThat(JournalRecord.decode(each.encode())).isEqualTo(each);
    }
  }

  @Test
  @Requirement("R90")
  void recordsComeBackInTheirOrder() throws IOException {
    List<JournalRecord> records = records();
    write(records.subList(0, 3));
    write(records.subList(3, records.size()));

    Journal again = open().orElseThrow();
    Hash32 head = again.head();
    assertThat(again.takeRecords()).isEqualTo(records);
    again.append(records.getFirst());
    assertThat(again.head()).isNotEqualTo(head);
  }

  @Test
  void nothingOfARecordIsReadable() throws IOException {
    List<JournalRecord> records = records();
    write(records);
    String info = ((JournalRecord.Stocked) records.getFirst()).configuration().info().text();
    for (ByteString key : keys()) {
      assertThat(storage.get(key).orElseThrow().toHex())
          .doesNotContain(ByteString.utf8(info).toHex());
    }
  }

  @Test
  void anotherSecretOpensNothing() throws IOException {
    write(records());
    assertThat(Journal.open(storage, Secret.copyOf(new byte[] {1, 2, 3, 5}), entropy)).isEmpty();
  }

  @Test
  void noBitOfARecordCanChange() throws IOException {
    write(records().subList(3, 4));
    ByteString key = keys().getFirst();
    ByteString box = storage.get(key).orElseThrow();
    for (int at = 0; at < box.size(); at++) {
      byte[] bytes = box.toByteArray();
      bytes[at] ^= 1;
      storage.write(new Storage.Batch().put(key, ByteString.copyOf(bytes)));
      assertThat(open()).as("byte %s", at).isEmpty();
    }
  }

  @Test
  void recordsCannotBeExchangedOrTakenOut() throws IOException {
    write(records());
    List<ByteString> keys = keys();
    ByteString first = storage.get(keys.get(3)).orElseThrow();
    ByteString second = storage.get(keys.get(6)).orElseThrow();
    storage.write(new Storage.Batch().put(keys.get(3), second).put(keys.get(6), first));
    assertThat(open()).isEmpty();
    storage.write(
        new Storage.Batch().put(keys.get(3), first).put(keys.get(6), second).delete(keys.get(1)));
    assertThat(open()).isEmpty();
  }

  /** The record of a write that failed may be on the disk; the next one must not take its place. */
  @Test
  @Requirement("R90")
  void nothingIsWrittenAfterAFailureBeforeTheJournalWasOpenedAgain() throws IOException {
    List<JournalRecord> records = records();
    Fuse fuse = new Fuse();
    Journal journal = Journal.open(new CutStorage(storage, fuse), SECRET, entropy).orElseThrow();
    fuse.cutAfter(1);
    assertThatThrownBy(() -> journal.append(records.get(0))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> journal.append(records.get(1))).isInstanceOf(IOException.class);
    assertThat(open().orElseThrow().takeRecords()).containsExactly(records.get(0));
  }

  /** What is missing at the end shows only to somebody who noted the head. */
  @Test
  void aMissingEndChangesTheHead() throws IOException {
    write(records());
    Hash32 head = open().orElseThrow().head();
    storage.write(new Storage.Batch().delete(keys().getLast()));
    assertThat(open().orElseThrow().head()).isNotEqualTo(head);
  }
}
