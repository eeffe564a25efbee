package org.specie.ledger.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;

/** docs/spec/24-transport.md, section 4. */
class FrameReaderTest {
  private static final int FRAME_MAX = 100_000;
  private static final int BUFFER = 1024;

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final List<ByteString> frames = new ArrayList<>();

  private static ByteString announced(int length, int present) {
    byte[] bytes = new byte[4 + present];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (length >>> (24 - 8 * i));
    }
    return ByteString.copyOf(bytes);
  }

  /** Gives {@code most} bytes at a time. */
  private static InputStream slowly(byte[] bytes, int most) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(most, length));
      }
    };
  }

  private Optional<TransportReason> readAll(FrameReader reader, InputStream in) throws IOException {
    while (reader.fill(in) >= 0) {
      Optional<TransportReason> refusal = reader.drain(frames::add);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  @Test
  void findsTheFramesHoweverTheBytesCome() throws IOException {
    Random random = new Random(5);
    List<ByteString> sent = new ArrayList<>();
    for (int size : new int[] {1, 0, 1019, 1020, 1021, 1024, 2048, 2049, 5, FRAME_MAX, 3}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      sent.add(ByteString.copyOf(payload));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FrameWriter(BUFFER).write(sent, out);
    for (int most : new int[] {1, 2, 3, 7, 1000, BUFFER, 1 << 20}) {
      frames.clear();
      FrameReader reader = new FrameReader(FRAME_MAX, BUFFER, budget);

      assertThat(readAll(reader, slowly(out.toByteArray(), most))).isEmpty();
      assertThat(frames).isEqualTo(sent.stream().filter(frame -> !frame.isEmpty()).toList());
      assertThat(reader.isInsideFrame()).isFalse();
      assertThat(reader.headersRead()).isEqualTo(sent.size());
      assertThat(budget.held()).isZero();
    }
  }

  @Test
  void refusesWhatIsAnnouncedTooLarge() throws IOException {
    for (int length : new int[] {FRAME_MAX + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      FrameReader reader = new FrameReader(FRAME_MAX, BUFFER, budget);

      assertThat(readAll(reader, new ByteArrayInputStream(announced(length, 0).toByteArray())))
          .contains(TransportReason.FRAME_TOO_LARGE);
    }
    assertThat(budget.held()).isZero();
  }

  @Test
  void takesMemoryForWhatCameAndNotForWhatWasAnnounced() throws IOException {
    FrameReader reader = new FrameReader(FRAME_MAX, BUFFER, budget);
    readAll(reader, new ByteArrayInputStream(announced(FRAME_MAX, 10).toByteArray()));
    assertThat(budget.held()).isEqualTo(BUFFER);
    readAll(reader, new ByteArrayInputStream(new byte[5000]));
    assertThat(budget.held()).isEqualTo(8 * BUFFER);
    assertThat(reader.isInsideFrame()).isTrue();

    reader.release();
    reader.release();
    assertThat(budget.held()).isZero();
  }

  @Test
  void refusesWhatExceedsTheMemoryOfAll() throws IOException {
    ByteBudget small = new ByteBudget(6 * BUFFER);
    FrameReader one = new FrameReader(FRAME_MAX, BUFFER, small);
    FrameReader two = new FrameReader(FRAME_MAX, BUFFER, small);
    byte[] half = announced(FRAME_MAX, 3000).toByteArray();

    assertThat(readAll(one, new ByteArrayInputStream(half))).isEmpty();
    assertThat(readAll(two, new ByteArrayInputStream(half)))
        .contains(TransportReason.INBOUND_MEMORY);
    one.release();
    two.release();
    assertThat(small.held()).isZero();
  }
}
