package org.specie.ledger.transport.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.specie.ledger.transport.TransportReason;

/**
 * The first frame of an acceptor: u8 version ‖ u8 kind ‖ u16 code, 0 for "let in". In TLS 1.3 a
 * dialer's handshake is over before its certificate is examined; only this tells it how that ended.
 * Source: docs/spec/24-transport.md, 3.5.
 */
final class Greeting {
  private static final int VERSION = 1;
  private static final int PAYLOAD = 4;
  private static final int SIZE = 4 + PAYLOAD;

  private Greeting() {}

  static void write(OutputStream out, LinkKind kind, Optional<TransportReason> refusal)
      throws IOException {
    int code = refusal.map(TransportReason::code).orElse(0);
    out.write(
        new byte[] {
          0, 0, 0, PAYLOAD, VERSION, (byte) kind.number(), (byte) (code >>> 8), (byte) code
        });
    out.flush();
  }

  /** Why this side was not let in, or why that is not known; nothing if it was. */
  static Optional<TransportReason> read(InputStream in, LinkKind kind) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(SIZE);
    } catch (IOException e) {
      return Optional.of(TransportReason.HANDSHAKE_FAILED);
    }
    if (bytes.length < SIZE) {
      return Optional.of(TransportReason.HANDSHAKE_FAILED);
    }
    boolean inForm =
        bytes[0] == 0
            && bytes[1] == 0
            && bytes[2] == 0
            && bytes[3] == PAYLOAD
            && bytes[4] == VERSION
            && bytes[5] == kind.number();
    int code = (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
    if (inForm && code == 0) {
      return Optional.empty();
    }
    return Arrays.stream(TransportReason.values())
        .filter(reason -> inForm && reason.code() == code)
        .findFirst()
        .or(() -> Optional.of(TransportReason.GREETING_MALFORMED));
  }
}
