/**
 * The append-only consensus log: what a replica must never contradict after a restart, durable
 * before the message that says it leaves. Records carry an owner, a segment, a sequence number and
 * a checksum; a torn end is cut, damage before the end is reported and never skipped. Source:
 * docs/spec/25-sbft-engine.md, section 2.
 */
@NullMarked
package org.specie.ledger.sbft.log;

import org.jspecify.annotations.NullMarked;
