package org.specie.ledger.transport.link;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.TransportReason;

/** Any stream, in pieces of any size; the first byte says how large. */
class FrameReaderFuzzTest {
  private static final int FRAME_MAX = 4096;
  private static final int BUFFER = 64;

  /** What the stream says, read at leisure. */
  private static Optional<TransportReason> read(ByteBuffer in, List<ByteString> frames) {
    while (in.remaining() >= 4) {
      int length = in.getInt();
      if (length < 0 || length > FRAME_MAX) {
        return Optional.of(TransportReason.FRAME_TOO_LARGE);
      }
      if (in.remaining() < length) {
        return Optional.empty();
      }
      byte[] frame = new byte[length];
      in.get(frame);
      if (length > 0) {
        frames.add(ByteString.copyOf(frame));
      }
    }
    return Optional.empty();
  }

  @FuzzTest
  void takesAnyStreamApartWithinItsLimits(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    int most = Math.max(1, input[0] & 0xff);
    List<ByteString> expected = new ArrayList<>();
    Optional<TransportReason> end = read(ByteBuffer.wrap(input, 1, input.length - 1), expected);
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(input, 1, input.length - 1)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(most, length));
          }
        };
    ByteBudget budget = new ByteBudget(FRAME_MAX);
    FrameReader reader = new FrameReader(FRAME_MAX, BUFFER, budget);
    List<ByteString> frames = new ArrayList<>();
    Optional<TransportReason> refusal = Optional.empty();
    for (int came = 0; refusal.isEmpty(); ) {
      int count = reader.fill(in);
      if (count < 0) {
        break;
      }
      came += count;
      refusal = reader.drain(frames::add);
      Check.that(budget.held() <= BUFFER + 2L * came, "memory follows what came");
    }
    Check.that(refusal.equals(end), "the same refusal");
    Check.that(frames.equals(expected), "the same frames");
    reader.release();
    Check.that(budget.held() == 0, "all memory is given back");
  }
}
