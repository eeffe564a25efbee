package org.specie.ledger.transport.link;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.specie.kernel.core.ByteString;

/** Packs frames into one buffer, so that many small ones cost one TLS record. For one thread. */
final class FrameWriter {
  private final byte[] buffer;
  private int size;

  FrameWriter(int bufferBytes) {
    this.buffer = new byte[bufferBytes];
  }

  int bufferBytes() {
    return buffer.length;
  }

  /** Writes all of {@code batch}; answers how many bytes that were. */
  int write(List<ByteString> batch, OutputStream out) throws IOException {
    int bytes = 0;
    for (ByteString frame : batch) {
      bytes += OutboundQueue.HEADER + frame.size();
      if (OutboundQueue.HEADER + frame.size() > buffer.length - size) {
        flush(out);
      }
      putLength(frame.size());
      if (frame.size() <= buffer.length - size) {
        frame.copyTo(buffer, size);
        size += frame.size();
      } else {
        flush(out);
        out.write(frame.toByteArray());
      }
    }
    flush(out);
    return bytes;
  }

  private void putLength(int length) {
    buffer[size++] = (byte) (length >>> 24);
    buffer[size++] = (byte) (length >>> 16);
    buffer[size++] = (byte) (length >>> 8);
    buffer[size++] = (byte) length;
  }

  private void flush(OutputStream out) throws IOException {
    if (size > 0) {
      out.write(buffer, 0, size);
      size = 0;
    }
  }
}
