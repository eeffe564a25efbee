package org.specie.kernel.core.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * Reads random bytes by a random schema (the first bytes choose the fields). Whatever the decoder
 * accepts must be exactly what the encoder writes for it, and nothing but {@link MalformedInput}
 * may come out otherwise.
 */
class DecoderFuzzTest {
  private static final int FIELDS_MAX = 12;
  private static final int KINDS = 8;
  private static final int SIZE_MAX = 64;

  @FuzzTest
  void acceptsOnlyWhatTheEncoderWrites(byte[] input) {
    int fields = input.length == 0 ? 0 : Math.min(input[0] & 0xff, FIELDS_MAX);
    if (input.length <= fields) {
      return;
    }
    ByteString message = ByteString.copyOf(input, 1 + fields, input.length - 1 - fields);
    Decoder in = new Decoder(message);
    Encoder out = new Encoder();
    try {
      for (int i = 1; i <= fields; i++) {
        copy(input[i] & 0xff, in, out);
      }
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(out.toByteString().equals(message), "what was accepted is written the same way");
  }

  private static void copy(int kind, Decoder in, Encoder out) throws MalformedInput {
    switch (kind % KINDS) {
      case 0 -> out.u8(in.u8());
      case 1 -> out.u16(in.u16());
      case 2 -> out.u32(in.u32());
      case 3 -> out.u64(in.u64());
      case 4 -> out.bool(in.bool());
      case 5 -> out.bytes(in.bytes(SIZE_MAX));
      case 6 -> out.text(in.text(SIZE_MAX));
      default -> {
        List<ByteString> elements = new ArrayList<>(in.list(SIZE_MAX, each -> each.fixed(2)));
        out.list(elements, Encoder::fixed);
      }
    }
  }
}
