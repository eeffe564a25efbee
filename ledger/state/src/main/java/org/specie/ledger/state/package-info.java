/**
 * The authenticated state: an ordered map of bytes to bytes, versioned by height, whose 32-byte
 * root stands for all of it. Reads are one lookup in a flat column; a compressed binary sparse
 * Merkle tree beside it proves to strangers that an entry is there, or is not. Everything durable
 * goes through the storage port, one batch a version. Source: docs/spec/20-ledger.md, section 8.
 */
@NullMarked
package org.specie.ledger.state;

import org.jspecify.annotations.NullMarked;
