package org.specie.ledger.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Message.Request;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.MessageCodec.Enveloped;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** Clause 4.1 of docs/spec/23-sbft.md: one encoding of each message and record, within limits. */
@Requirement("D4")
class MessageCodecTest {
  private static final int BODY = 10;

  static List<String> messages() {
    return List.copyOf(Samples.messages().keySet());
  }

  static List<String> records() {
    return List.copyOf(Samples.records().keySet());
  }

  private static ByteString message(String name) {
    return MessageCodec.encode(Samples.EPOCH, Samples.message(name));
  }

  private interface Reader {
    ByteString readAndWrite(ByteString bytes) throws MalformedInput;
  }

  private static ByteString rewriteMessage(ByteString bytes) throws MalformedInput {
    Enveloped read = MessageCodec.decode(bytes);
    return MessageCodec.encode(read.epoch(), read.message());
  }

  private static ByteString rewriteRecord(ByteString bytes) throws MalformedInput {
    return LogRecord.decode(bytes).encode();
  }

  /**
   * Whatever one changed byte makes of {@code bytes} is refused, or is another value's encoding.
   */
  private static void everyByteCounts(ByteString bytes, Reader reader) throws MalformedInput {
    assertThat(reader.readAndWrite(bytes)).isEqualTo(bytes);
    for (int i = 0; i < bytes.size(); i++) {
      for (int mask : new int[] {0x01, 0x80, 0xff}) {
        byte[] changed = bytes.toByteArray();
        changed[i] ^= (byte) mask;
        ByteString tampered = ByteString.copyOf(changed);
        try {
          assertThat(reader.readAndWrite(tampered)).isEqualTo(tampered);
        } catch (MalformedInput refused) {
          assertThat(refused).hasMessageMatching(".+");
        }
      }
    }
    for (int i = 0; i < bytes.size(); i++) {
      ByteString cut = bytes.slice(0, i);
      assertThatThrownBy(() -> reader.readAndWrite(cut)).isInstanceOf(MalformedInput.class);
    }
    ByteString longer = ByteString.concat(bytes, ByteString.copyOf(new byte[1]));
    assertThatThrownBy(() -> reader.readAndWrite(longer)).isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyByteOfAMessageCounts(String name) throws MalformedInput {
    everyByteCounts(message(name), MessageCodecTest::rewriteMessage);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyByteOfARecordCounts(String name) throws MalformedInput {
    everyByteCounts(Samples.record(name).encode(), MessageCodecTest::rewriteRecord);
  }

  @Test
  void generatedViewChangesComeBack() throws MalformedInput {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ViewChange change = viewChange(random);
      Message.NewView newView = new Message.NewView(change.view(), List.of(change, change));
      for (Message each : List.of(change, newView)) {
        Enveloped read = MessageCodec.decode(MessageCodec.encode(seed, each));
        assertThat(read).as("seed %s", seed).isEqualTo(new Enveloped(seed, each));
      }
      LogRecord record = new LogRecord.LeftView(change);
      assertThat(LogRecord.decode(record.encode())).as("seed %s", seed).isEqualTo(record);
    }
  }

  private static ByteString bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  private static Hash32 hash(Random random) {
    return new Hash32(bytes(random, Hash32.SIZE));
  }

  private static View view(Random random) {
    return new View(random.nextLong() >>> 1);
  }

  private static QuorumCertificate certificate(Random random) {
    if (random.nextBoolean()) {
      return new ThresholdSignature(bytes(random, ThresholdSignature.POINT_SIZE));
    }
    List<Part> parts = new ArrayList<>();
    for (int signer = random.nextInt(3); signer < 8; signer += 1 + random.nextInt(3)) {
      parts.add(new Part(signer, bytes(random, Part.SIGNATURE_SIZE)));
    }
    return new MultiSignature(parts);
  }

  private static ViewChange viewChange(Random random) {
    long stable = random.nextLong() >>> 2;
    List<SlotReport> reports = new ArrayList<>();
    for (int slot = 1 + random.nextInt(9); slot <= Tuning.WINDOW; slot += 1 + random.nextInt(40)) {
      int says = 1 + random.nextInt(7);
      CertificateKind kind =
          random.nextBoolean() ? CertificateKind.FAST : CertificateKind.COMMITTED;
      reports.add(
          new SlotReport(
              new SequenceNumber(stable + slot),
              Optional.of(new SlotReport.Accepted(view(random), hash(random)))
                  .filter(_ -> (says & 1) != 0),
              Optional.of(new SlotReport.Prepared(view(random), hash(random), certificate(random)))
                  .filter(_ -> (says & 2) != 0),
              Optional.of(
                      new SlotReport.Committed(
                          view(random), hash(random), kind, certificate(random)))
                  .filter(_ -> (says & 4) != 0)));
    }
    return new ViewChange(
        new ReplicaId(random.nextInt(ReplicaId.REPLICAS_MAX)),
        view(random),
        new Checkpoint(
            new Execution(new SequenceNumber(stable), hash(random)),
            Optional.of(certificate(random)).filter(_ -> random.nextBoolean())),
        reports,
        bytes(random, random.nextInt(MessageCodec.SHARE_BYTES_MAX + 1)));
  }

  private static ByteString message(int kind, Encoder body) {
    return ByteString.concat(
        new Encoder().u8(1).u64(0).u8(kind).toByteString(), body.toByteString());
  }

  private static void refuses(ByteString bytes) {
    assertThatThrownBy(() -> MessageCodec.decode(bytes)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesOtherVersionsAndKindsThatDoNotExist() {
    byte[] other = message("complaint").toByteArray();
    other[0] = 2;
    refuses(ByteString.copyOf(other));
    for (int kind : new int[] {0, 15, 255}) {
      refuses(message(kind, new Encoder()));
    }
    for (int kind : new int[] {0, 8, 255}) {
      assertThatThrownBy(() -> LogRecord.decode(new Encoder().u8(kind).toByteString()))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesMoreThanTheLimits() throws MalformedInput {
    Encoder requests = new Encoder().u32(Request.TRANSACTIONS_MAX + 1);
    for (int i = 0; i <= Request.TRANSACTIONS_MAX; i++) {
      requests.bytes(ByteString.utf8("x"));
    }
    refuses(message(1, requests));
    refuses(message(1, new Encoder().u32(0)));
    refuses(message(1, new Encoder().u32(1).bytes(ByteString.EMPTY)));

    Encoder atLimit = new Encoder().u64(0).bytes(bytes(MessageCodec.SHARE_BYTES_MAX));
    assertThat(MessageCodec.decode(message(9, atLimit)).message())
        .isInstanceOf(Message.Complaint.class);
    refuses(message(9, new Encoder().u64(0).bytes(bytes(MessageCodec.SHARE_BYTES_MAX + 1))));

    refuses(message(11, new Encoder().u64(1).u32(ReplicaId.REPLICAS_MAX + 1)));
    refuses(message(11, new Encoder().u64(1).u32(Integer.MAX_VALUE)));
  }

  /** Clause 2.2: a primary that says more than a block may hold has said nothing. */
  @Test
  void readsNoProposalOfMoreThanABlockHolds() throws MalformedInput {
    assertThat(MessageCodec.decode(proposal(7 * Transaction.BYTES_MAX, 1)).message())
        .isInstanceOf(Message.PrePrepare.class);
    assertThat(MessageCodec.decode(proposal(Batch.BYTES_MAX, 1)).message())
        .isInstanceOf(Message.PrePrepare.class);
    refuses(proposal(Batch.BYTES_MAX + 1, 1));
    refuses(proposal(4 * Batch.BYTES_MAX, 1));
    assertThat(MessageCodec.decode(proposal(0, Block.TRANSACTIONS_MAX)).message())
        .isInstanceOf(Message.PrePrepare.class);
    refuses(proposal(0, Block.TRANSACTIONS_MAX + 1));
  }

  /** Full transactions of together {@code size} bytes, or else {@code count} of one byte. */
  private static ByteString proposal(int size, int count) {
    List<ByteString> transactions = new ArrayList<>();
    for (int left = size; left > 0; left -= Transaction.BYTES_MAX) {
      transactions.add(bytes(Math.min(left, Transaction.BYTES_MAX)));
    }
    while (transactions.size() < count) {
      transactions.add(bytes(1));
    }
    Encoder body = new Encoder().u64(0).u64(1).u64(1_000_000).list(transactions, Encoder::bytes);
    return message(2, body.bytes(bytes(MessageCodec.SHARE_BYTES_MAX)));
  }

  private static ByteString bytes(int size) {
    return ByteString.copyOf(new byte[size]);
  }

  /** A view-change message with the given reports, each a slot and its three flags. */
  private static ByteString viewChange(long[] slots, int flags) {
    Encoder out = new Encoder().u16(0).u64(1);
    Samples.BASE.encode(out);
    out.u32(slots.length);
    for (long slot : slots) {
      out.u64(slot).bool((flags & 1) != 0).bool(false).bool(false);
      if ((flags & 1) != 0) {
        out.u64(0).hash(Hash32.ZERO);
      }
    }
    return message(10, out.bytes(ByteString.EMPTY));
  }

  @Test
  void refusesReportsThatSayNothingOrStandInAnotherOrder() throws MalformedInput {
    assertThat(MessageCodec.decode(viewChange(new long[] {1, 2}, 1)).message())
        .isInstanceOf(ViewChange.class);
    refuses(viewChange(new long[] {1}, 0));
    refuses(viewChange(new long[] {2, 1}, 1));
    refuses(viewChange(new long[] {1, 1}, 1));
    long[] many = new long[Tuning.WINDOW + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = i + 1L;
    }
    refuses(viewChange(many, 1));
  }

  @Test
  void refusesNumbersOutsideOfTheirRange() {
    byte[] epoch = message("complaint").toByteArray();
    epoch[1] = (byte) 0x80;
    refuses(ByteString.copyOf(epoch));
    byte[] sender = message("view-change").toByteArray();
    sender[BODY] = (byte) 0x04;
    refuses(ByteString.copyOf(sender));
    byte[] view = message("complaint").toByteArray();
    view[BODY] = (byte) 0x80;
    refuses(ByteString.copyOf(view));
    byte[] fast = message("full-commit-proof-fast").toByteArray();
    fast[BODY] = 2;
    refuses(ByteString.copyOf(fast));
  }

  @Test
  void viewChangeSignsAllButItsSignature() throws MalformedInput {
    ByteString whole = message("view-change");
    ViewChange change = (ViewChange) MessageCodec.decode(whole).message();
    Decoder rest = new Decoder(whole.slice(BODY + change.body().size(), whole.size()));
    assertThat(whole.slice(BODY, BODY + change.body().size())).isEqualTo(change.body());
    assertThat(rest.bytes(MessageCodec.SHARE_BYTES_MAX)).isEqualTo(change.signature());
    rest.end();
  }
}
