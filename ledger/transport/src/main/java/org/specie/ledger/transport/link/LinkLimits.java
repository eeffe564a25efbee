package org.specie.ledger.transport.link;

import org.specie.kernel.core.Check;

/**
 * What one connection may use. Source: docs/spec/24-transport.md, section 6.
 *
 * @param frameBytesMax longest payload of a frame, both ways
 * @param queueFramesMax frames that may wait to be sent
 * @param queueBytesMax bytes that may wait to be sent
 * @param bufferBytes size of the buffer for reading and of that for writing
 * @param setUpMs deadline for connecting, handshake and greeting together
 * @param keepAliveMs an empty frame is sent when nothing was for so long
 * @param idleMs a connection that brings nothing for so long has ended
 * @param frameMs a frame that was begun is complete after so long
 * @param writeMs the other side takes one buffer within so long
 */
public record LinkLimits(
    int frameBytesMax,
    int queueFramesMax,
    int queueBytesMax,
    int bufferBytes,
    int setUpMs,
    int keepAliveMs,
    int idleMs,
    int frameMs,
    int writeMs) {
  private static final int FRAME_BYTES_CEILING = 1 << 28;
  private static final int BUFFER_BYTES_FLOOR = 1024;

  /** Between operators: frames of up to 8 MiB. */
  public static final LinkLimits OPERATORS =
      new LinkLimits(8 << 20, 65_536, 64 << 20, 64 << 10, 10_000, 1_000, 10_000, 20_000, 10_000);

  /** From clients: frames of up to 256 KiB. */
  public static final LinkLimits CLIENTS =
      new LinkLimits(256 << 10, 4_096, 4 << 20, 16 << 10, 10_000, 10_000, 40_000, 10_000, 10_000);

  /** Between an operator and a reader: frames of up to 1 MiB. */
  public static final LinkLimits READERS =
      new LinkLimits(1 << 20, 64, 8 << 20, 64 << 10, 10_000, 1_000, 10_000, 20_000, 10_000);

  public LinkLimits {
    Check.that(
        0 < frameBytesMax && frameBytesMax <= FRAME_BYTES_CEILING, "a frame has 1 B to 256 MiB");
    Check.that(queueFramesMax > 0 && queueBytesMax >= frameBytesMax, "a queue holds one frame");
    Check.that(bufferBytes >= BUFFER_BYTES_FLOOR, "a buffer has at least 1 KiB");
    Check.that(setUpMs > 0 && frameMs > 0 && writeMs > 0, "deadlines lie in the future");
    Check.that(0 < keepAliveMs && keepAliveMs < idleMs, "keep-alives come before a link is idle");
  }

  /** The shortest of the deadlines. */
  int shortestMs() {
    return Math.min(Math.min(setUpMs, keepAliveMs), Math.min(idleMs, Math.min(frameMs, writeMs)));
  }
}
