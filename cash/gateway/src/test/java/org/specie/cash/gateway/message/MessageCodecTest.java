package org.specie.cash.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.block.Transaction;

class MessageCodecTest {
  private static final List<Request> REQUESTS =
      List.of(
          new Request.Genesis(),
          new Request.Entries(List.of(ByteString.hex("01"), ByteString.hex("0203")), 77),
          new Request.Find(Hash32.ZERO),
          new Request.Bucket(3, 5, Optional.empty()),
          new Request.Bucket(16, 65_535, Optional.of(new Filing(65_535, new Place(9, 2)))),
          new Request.Blocks(4, 9),
          new Request.Submit(new Transaction(ByteString.hex("beef"))),
          new Request.Status(),
          new Request.Operators(),
          new Request.OpeningShare(Hash32.sha256(ByteString.hex("02")), 12));

  @Test
  void requestsComeBackAsTheyWere() throws MalformedInput {
    for (Request request : REQUESTS) {
      Asked asked = new Asked(42, request);
      assertThat(MessageCodec.decodeRequest(MessageCodec.encode(asked))).isEqualTo(asked);
    }
  }

  /** What a border asks for names a float, an account and a withdrawal. */
  @Test
  void theLongestKeyOfTheStateCanBeAskedFor() throws MalformedInput {
    Hash32 some = Hash32.sha256(ByteString.utf8("some"));
    Address account = new Address(some.bytes().slice(0, Address.SIZE));
    Asked asked =
        new Asked(42, new Request.Entries(List.of(StateKeys.loaded(some, account, some)), 1));
    assertThat(MessageCodec.decodeRequest(MessageCodec.encode(asked))).isEqualTo(asked);
  }

  @Test
  void refusesRequestsThatAreCutLongerOrOfAnotherVersion() {
    for (Request request : REQUESTS) {
      ByteString whole = MessageCodec.encode(new Asked(42, request));
      refused(whole.slice(0, whole.size() - 1));
      refused(new Encoder().fixed(whole).u8(0).toByteString());
      refused(new Encoder().u8(2).fixed(whole.slice(1, whole.size())).toByteString());
    }
    refused(new Encoder().u8(1).u64(1).u8(99).toByteString());
  }

  @Test
  void refusesRequestsBeyondTheirLimits() {
    refused(
        new Encoder()
            .u8(1)
            .u64(1)
            .u8(2)
            .u64(0)
            .list(List.<ByteString>of(), Encoder::bytes)
            .toByteString());
    refused(new Encoder().u8(1).u64(1).u8(4).u8(17).u16(0).bool(false).toByteString());
    refused(new Encoder().u8(1).u64(1).u8(4).u8(2).u16(4).bool(false).toByteString());
    refused(new Encoder().u8(1).u64(1).u8(5).u64(9).u64(8).toByteString());
    refused(new Encoder().u8(1).u64(1).u8(5).u64(0).u64(256).toByteString());
    refused(new Encoder().u8(1).u64(1).u8(6).bytes(ByteString.EMPTY).toByteString());
    refused(ByteString.copyOf(new byte[MessageCodec.REQUEST_BYTES_MAX + 1]));
  }

  private static void refused(ByteString bytes) {
    assertThatThrownBy(() -> MessageCodec.decodeRequest(bytes)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void repliesWithoutProofsComeBackAsTheyWere() throws MalformedInput {
    List<Reply> replies =
        List.of(
            new Reply.Genesis(ByteString.hex("0102")),
            new Reply.Found(3, Optional.empty()),
            new Reply.Bucket(3, List.of(), Optional.of(new Filing(7, new Place(4, 1)))),
            new Reply.Blocks(List.of()),
            new Reply.NotAdmitted(2003),
            new Reply.Status(
                new ReplicaStatus(
                    "replica-1", "1.0", 5, -1, -1, -1, 0, 3, "primary", "fast", 3, 4, -1, 16)),
            new Reply.Operators(ByteString.hex("00")),
            new Reply.Refused(GatewayReason.BEHIND));
    for (Reply reply : replies) {
      Answered answered = new Answered(7, reply);
      assertThat(MessageCodec.decodeReply(MessageCodec.encode(answered))).isEqualTo(answered);
    }
  }

  @Test
  void aLongReplyIsCutAndPutTogether() throws MalformedInput {
    for (int size : List.of(1, ReplyParts.PART_BYTES_MAX, 2 * ReplyParts.PART_BYTES_MAX + 1)) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      ByteString reply = ByteString.copyOf(bytes);
      ReplyParts parts = new ReplyParts();
      List<Optional<ByteString>> results = new ArrayList<>();
      for (ByteString frame : ReplyParts.split(9, reply)) {
        assertThat(ReplyParts.number(frame)).isEqualTo(9);
        results.add(parts.add(frame));
      }
      assertThat(results.getLast()).contains(reply);
      assertThat(results.subList(0, results.size() - 1)).allMatch(Optional::isEmpty);
    }
  }

  @Test
  void refusesPartsThatWouldNotEnd() throws MalformedInput {
    ReplyParts parts = new ReplyParts();
    ByteString endless =
        new Encoder()
            .u8(1)
            .u64(9)
            .bool(false)
            .fixed(new byte[ReplyParts.PART_BYTES_MAX])
            .toByteString();
    int taken = 0;
    while (taken * ReplyParts.PART_BYTES_MAX + ReplyParts.PART_BYTES_MAX <= Reply.BYTES_MAX) {
      assertThat(parts.add(endless)).isEmpty();
      taken++;
    }
    assertThatThrownBy(() -> parts.add(endless)).isInstanceOf(MalformedInput.class);
    ByteString small = new Encoder().u8(1).u64(9).bool(false).u8(0).toByteString();
    assertThatThrownBy(() -> new ReplyParts().add(small)).isInstanceOf(MalformedInput.class);
  }
}
