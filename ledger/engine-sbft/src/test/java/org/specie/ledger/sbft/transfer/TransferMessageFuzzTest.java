package org.specie.ledger.sbft.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.sbft.transfer.TransferMessage.AskCheckpoint;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Declined;
import org.specie.ledger.sbft.transfer.TransferMessage.Offer;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;

/** Messages of state transfer have one encoding. docs/spec/26-state-transfer.md, section 4. */
class TransferMessageFuzzTest {
  private static final Item CHUNK =
      new Item.Chunk(64, Hash32.sha256(ByteString.utf8("manifest")), 3);

  private static List<TransferMessage> ofEveryKind() {
    return List.of(
        new AskCheckpoint(),
        new Offer(Optional.empty(), 0, 9),
        new Offer(Optional.of(History.get().checkpoint(8)), 1, 9),
        new AskPart(new Item.Manifest(64), 0),
        new AskPart(CHUNK, TransferLimits.PART_BYTES_MAX),
        new Part(new Item.BlocksUp(5), 0, 3, ByteString.hex("010203")),
        new Declined(new Item.BlocksDown(5), TransferRefusal.BLOCKS_PRUNED));
  }

  @Test
  void everyKindComesBackAsItWas() throws MalformedInput {
    for (TransferMessage each : ofEveryKind()) {
      assertThat(TransferMessage.decode(each.encode())).isEqualTo(each);
    }
  }

  @Test
  void refusesWhatIsCutLengthenedOrOutOfRange() {
    for (TransferMessage each : ofEveryKind()) {
      ByteString bytes = each.encode();
      for (int size = 0; size < bytes.size(); size++) {
        assertMalformed(bytes.slice(0, size));
      }
      assertMalformed(ByteString.concat(bytes, ByteString.hex("00")));
    }
    assertMalformed(ByteString.hex("06"));
    assertMalformed(part(0, 4, 3));
    assertMalformed(part(0, TransferLimits.CHUNK_BYTES_MAX + 1, TransferLimits.PART_BYTES_MAX));
    assertMalformed(part(4, 4, 0));
    assertMalformed(new Encoder().u8(3).u8(1).u64(4).u32(1 << 30).toByteString());
    for (int code : new int[] {0, 4401, 4413, 4426}) {
      assertMalformed(new Encoder().u8(5).u8(1).u64(4).u16(code).toByteString());
    }
    assertThatThrownBy(() -> new Declined(CHUNK, TransferRefusal.UNASKED))
        .isInstanceOf(InvariantViolation.class);
  }

  private static ByteString part(int offset, int total, int size) {
    Encoder out = new Encoder().u8(4);
    CHUNK.encode(out);
    return out.u32(offset).u32(total).bytes(ByteString.copyOf(new byte[size])).toByteString();
  }

  private static void assertMalformed(ByteString bytes) {
    assertThatThrownBy(() -> TransferMessage.decode(bytes)).isInstanceOf(MalformedInput.class);
  }

  @FuzzTest
  void messagesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    ByteString again;
    try {
      again = TransferMessage.decode(bytes).encode();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(again.equals(bytes), "what was accepted is written the same way");
  }

  @FuzzTest
  void runsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    ByteString again;
    try {
      again = CertifiedBlock.encode(CertifiedBlock.decode(bytes));
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(again.equals(bytes), "what was accepted is written the same way");
  }
}
