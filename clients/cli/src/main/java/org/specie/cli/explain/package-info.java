/**
 * Says what the ledger saw of a transaction and what it did not see: for a lay reader, then for an
 * engineer. Everything is read off the bytes in the block. Source: docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli.explain;

import org.jspecify.annotations.NullMarked;
