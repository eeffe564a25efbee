/**
 * A reader: a process that follows a ledger without a voice in it, verifies everything itself and
 * serves what it has read, to its auditors or to anybody. Source: docs/spec/25-sbft-engine.md,
 * section 9.
 */
@NullMarked
package org.specie.node.reader;

import org.jspecify.annotations.NullMarked;
