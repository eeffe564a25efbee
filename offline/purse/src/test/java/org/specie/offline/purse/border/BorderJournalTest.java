package org.specie.offline.purse.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.Table;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;

/** What a border writes down. docs/spec/53-float.md section 7. */
final class BorderJournalTest {
  private static final Secret SECRET = Secret.copyOf(new byte[] {1, 2, 3, 4});

  private static List<BorderRecord> records() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 100);
    Request request = ana.ask(10);
    Payment payment = ben.pay(request, 10).payment();
    Token paid = request.token().with(payment);
    Hash32 key = request.token().digest();
    return List.of(
        new BorderRecord.Asked(request, Bureau.ANA, Bureau.SALT),
        new BorderRecord.Funded(key, 7),
        new BorderRecord.Paid(key, payment),
        new BorderRecord.Refused(key, Amount.ofMinor(10)),
        new BorderRecord.Accepted(paid, Bureau.ANA),
        new BorderRecord.Ordered(Way.IN, key, 135, ByteString.utf8("transaction")),
        new BorderRecord.Credited(Way.BACK, key, 9));
  }

  @Test
  void recordsHaveOneEncoding() throws IOException, MalformedInput {
    for (BorderRecord each : records()) {
      ByteString bytes = each.encode();
      assertThat(BorderRecord.decode(bytes)).isEqualTo(each);
      assertThatThrownBy(() -> BorderRecord.decode(bytes.slice(0, bytes.size() - 1)))
          .isInstanceOf(MalformedInput.class);
      assertThatThrownBy(() -> BorderRecord.decode(ByteString.concat(bytes, ByteString.hex("00"))))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void recordsSayNothingThatCannotBe() throws IOException {
    Request asked = Table.with("ana", 0).ask(10);
    Request open = new Request(Optional.empty(), asked.reference(), asked.token(), Chain.NONE);
    Hash32 key = asked.token().digest();
    for (BorderRecord wrong :
        List.of(
            new BorderRecord.Asked(open, Bureau.ANA, Bureau.SALT),
            new BorderRecord.Refused(key, Amount.ZERO),
            new BorderRecord.Accepted(asked.token(), Bureau.ANA))) {
      assertThatThrownBy(() -> BorderRecord.decode(wrong.encode()))
          .isInstanceOf(MalformedInput.class);
    }
    ByteString noWay = new Encoder().u8(7).u8(4).hash(key).u64(1).toByteString();
    assertThatThrownBy(() -> BorderRecord.decode(noWay)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void recordsComeBackInTheirOrderAndUnderOneSecret() throws IOException {
    Storage storage = new MemoryStorage();
    List<BorderRecord> records = records();
    BorderJournal journal =
        BorderJournal.open(storage, SECRET, new Bureau().entropy()).orElseThrow();
    for (BorderRecord each : records) {
      journal.append(each);
    }
    BorderJournal again = BorderJournal.open(storage, SECRET, new Bureau().entropy()).orElseThrow();
    assertThat(again.head()).isEqualTo(journal.head());
    assertThat(again.takeRecords()).isEqualTo(records);
    assertThat(
            BorderJournal.open(
                storage, Secret.copyOf(new byte[] {1, 2, 3, 5}), new Bureau().entropy()))
        .isEmpty();
  }
}
