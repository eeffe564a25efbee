/**
 * The storage port on RocksDB, with a write-ahead log that has reached the disk when a write
 * returns. Source: docs/spec/20-ledger.md, clause 8.9.
 */
@NullMarked
package org.specie.ledger.state.rocksdb;

import org.jspecify.annotations.NullMarked;
