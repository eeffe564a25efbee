/**
 * Private payments through four replicas, each a process as an operator runs it: from the bytes a
 * wallet hands over to the signed state it goes on with. The baseline is the same cryptography with
 * nothing around it. Source: docs/guides/benchmarks.md.
 */
@NullMarked
package org.specie.quality.bench.ledger.payments;

import org.jspecify.annotations.NullMarked;
