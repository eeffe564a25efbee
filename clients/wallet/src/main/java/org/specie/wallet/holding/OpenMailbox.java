package org.specie.wallet.holding;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * A mailbox of one request, into which the wallet looks for a while. Source:
 * docs/spec/35-letters.md 35.4, 35.6.
 *
 * @param provider who keeps it: {@code https://host:port}
 * @param providerName by which the provider is known elsewhere
 * @param tag {@link #TAG_SIZE} fresh bytes, of which and the words its keys are made
 * @param untilSeconds how long the wallet looks into it, in seconds since 1970
 */
public record OpenMailbox(String provider, String providerName, ByteString tag, long untilSeconds) {
  /** Bytes of a tag. */
  public static final int TAG_SIZE = 16;

  /** Longest text of a provider's address or name, in bytes. */
  public static final int TEXT_BYTES_MAX = 512;

  public OpenMailbox {
    Check.that(tag.size() == TAG_SIZE, "a tag has 16 bytes");
    Check.that(untilSeconds >= 0, "time starts in 1970");
  }
}
