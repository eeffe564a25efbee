package org.specie.services.auditor;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.client.RateLimit;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.ListenerLimits;
import org.specie.services.auditor.message.AuditorCodec;

/**
 * How much an auditor lets itself be asked. Source: docs/spec/42-auditor.md, section 7.
 *
 * @param openMax questions answered at one time; each costs a few milliseconds of a processor
 * @param openPerConnectionMax of one connection
 */
public record AuditorLimits(int openMax, int openPerConnectionMax) {
  /** For an auditor of a network. */
  public static final AuditorLimits STANDARD = new AuditorLimits(64, 8);

  /** One connection: small frames, and a short queue, because answers are small. */
  public static final LinkLimits LINK =
      new LinkLimits(
          AuditorCodec.FRAME_BYTES_MAX,
          64,
          512 << 10,
          16 << 10,
          10_000,
          10_000,
          40_000,
          10_000,
          10_000);

  private static final ListenerLimits LISTENER =
      new ListenerLimits(1_024, 256, 64, 64, 128, new LinkMemory(16 << 20, 16 << 20));

  /** A payment is asked about a few times; whoever floods is read slowly. */
  private static final RateLimit RATE = new RateLimit(20, 40, 512 << 10, 1 << 20);

  public AuditorLimits {
    Check.that(0 < openPerConnectionMax && openPerConnectionMax <= openMax, "limits are positive");
  }

  /** How an auditor listens at {@code address}. */
  public static ClientListenerConfig listener(InetSocketAddress address) {
    return new ClientListenerConfig(address, true, LINK, LISTENER, Optional.of(RATE));
  }
}
