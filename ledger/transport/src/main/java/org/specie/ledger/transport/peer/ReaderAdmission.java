package org.specie.ledger.transport.peer;

import org.specie.kernel.core.Check;
import org.specie.ledger.transport.link.LinkLimits;

/**
 * How an operator lets readers in on the port of operators. Source: docs/spec/24-transport.md,
 * clause 5.7.
 *
 * @param linksMax links with readers, all together
 * @param linksPerReaderMax links of one name: the one in use, and one that takes its place
 * @param link what one of them may use; less than an operator's
 */
public record ReaderAdmission(
    int linksMax, int linksPerReaderMax, LinkLimits link, ReaderHandler handler) {
  private static final int LINKS_MAX = 32;
  private static final int LINKS_PER_READER_MAX = 2;

  public ReaderAdmission {
    Check.that(linksMax > 0 && linksPerReaderMax > 0, "readers that are admitted have links");
  }

  /** The usual limits. */
  public static ReaderAdmission usual(ReaderHandler handler) {
    return new ReaderAdmission(LINKS_MAX, LINKS_PER_READER_MAX, LinkLimits.READERS, handler);
  }
}
