package org.specie.offline.vault;

import org.specie.offline.vault.log.NotchedLog;

/**
 * What there is room for in a vault's log. Spec: docs/spec/55-vault.md 2.7.
 *
 * @param records all of them
 * @param payments this many of the last are for payments, so that the balance can leave
 * @param openings this many of these for openings, so that what was paid can be asked for
 */
record Room(int records, int payments, int openings) {
  static final Room USUAL = new Room(NotchedLog.RECORDS_MAX, 10_000, 1_000);
}
