package org.specie.services.issuer.authority;

import org.specie.offline.agents.unsealing.LogEntry;
import org.specie.offline.agents.unsealing.LogHead;
import org.specie.services.api.Described;

/** A part of an authority's log. Spec: docs/spec/58-issuer-service.md 11.4. */
public record LogPage(
    @Described(
            value = "how far the whole log goes, signed by the authority",
            max = 2 * LogHead.SIZE)
        String head,
    @Described(
            value = "the next entries, one after the other",
            max = 2 * LogEntry.SIZE * LogPage.ENTRIES_MAX)
        String entries) {
  /** The most entries of a page. */
  static final int ENTRIES_MAX = 256;
}
