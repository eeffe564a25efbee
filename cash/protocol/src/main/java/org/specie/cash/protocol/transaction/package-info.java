/** The private transactions as bytes and as values. Source: docs/spec/11-transactions.md. */
@NullMarked
package org.specie.cash.protocol.transaction;

import org.jspecify.annotations.NullMarked;
