/** Private transactions as bytes nobody vouches for. Source: docs/spec/11-transactions.md. */
@NullMarked
package org.specie.cash.protocol.transaction;

import org.jspecify.annotations.NullMarked;
