package org.specie.ledger.sbft.link;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;

/** What a frame between replicas is about: its first byte. */
public enum FrameKind {
  /** A message of the state machine. */
  CONSENSUS(1),
  /** State transfer. */
  TRANSFER(2),
  /** Between the applications' shells; the engine looks at nothing of it. */
  SIDE(3),
  /** The certificate of the block an epoch counts from, which no slot decides. */
  START(4);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  /** {@code payload} as a frame of this kind. */
  public ByteString frame(ByteString payload) {
    return new Encoder().u8(code).fixed(payload).toByteString();
  }

  /** The kind of {@code frame}. */
  public static Optional<FrameKind> of(ByteString frame) {
    if (!frame.isEmpty()) {
      for (FrameKind kind : values()) {
        if (frame.at(0) == kind.code) {
          return Optional.of(kind);
        }
      }
    }
    return Optional.empty();
  }

  /** What {@code frame} carries. */
  public static ByteString payload(ByteString frame) {
    return frame.slice(1, frame.size());
  }
}
