package org.specie.ledger.transport.identity;

import java.nio.charset.StandardCharsets;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * The name by which the ledger knows a party, such as an operator's in the genesis. Ordered by its
 * UTF-8 bytes; of two operators, the one whose name comes first dials.
 */
public record PeerName(String text) implements Comparable<PeerName> {
  /** Most bytes of a name in UTF-8. */
  public static final int BYTES_MAX = 64;

  public PeerName {
    Check.that(isName(text), "a name has 1 to 64 bytes of well-formed UTF-8");
  }

  /** Whether {@code text} can be a name. */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= BYTES_MAX
        && StandardCharsets.UTF_8.newEncoder().canEncode(text)
        && text.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
  }

  @Override
  public int compareTo(PeerName other) {
    return ByteString.utf8(text).compareTo(ByteString.utf8(other.text));
  }

  @Override
  public String toString() {
    return text;
  }
}
