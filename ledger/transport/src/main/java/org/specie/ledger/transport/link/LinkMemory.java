package org.specie.ledger.transport.link;

import org.specie.kernel.core.Check;

/**
 * What all connections of one side may hold of memory together. Source: docs/spec/24-transport.md,
 * section 6.
 *
 * @param inboundBytesMax memory that half-received frames may hold
 * @param outboundBytesMax memory that frames on their way out may hold
 */
public record LinkMemory(long inboundBytesMax, long outboundBytesMax) {
  public LinkMemory {
    Check.that(inboundBytesMax > 0 && outboundBytesMax > 0, "frames need memory");
  }
}
