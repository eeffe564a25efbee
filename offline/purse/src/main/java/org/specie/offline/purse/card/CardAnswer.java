package org.specie.offline.purse.card;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.device.DeviceReason;

/**
 * What a card answered.
 *
 * @param data without the status word
 * @param status the status word
 */
public record CardAnswer(ByteString data, int status) {
  private static final int OK = 0x9000;
  private static final int STATUS_SIZE = 2;

  /** Takes the status word off. */
  public static CardAnswer of(ByteString bytes) throws IOException {
    int size = bytes.size() - STATUS_SIZE;
    if (size < 0) {
      throw new IOException("the card's answer has no status word");
    }
    return new CardAnswer(bytes.slice(0, size), bytes.at(size) << Byte.SIZE | bytes.at(size + 1));
  }

  /** Whether the card did it. */
  public boolean isOk() {
    return status == OK;
  }

  /** Why it refused. A status word that is no refusal says that the card and the host disagree. */
  public Reason refusal() throws IOException {
    Optional<Reason> reason = DeviceReason.of(status);
    if (reason.isEmpty()) {
      throw unexpected();
    }
    return reason.get();
  }

  /** The data, of exactly this size. */
  public ByteString data(int size) throws IOException {
    if (data.size() != size) {
      throw new IOException("the card answered " + data.size() + " bytes instead of " + size);
    }
    return data;
  }

  /** What a caller throws that has no use for the status word. */
  public IOException unexpected() {
    return new IOException("the card answered with the status word %04X".formatted(status));
  }
}
