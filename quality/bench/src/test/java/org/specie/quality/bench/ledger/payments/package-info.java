/** Tests of the arithmetic of the benchmark of private payments. */
@NullMarked
package org.specie.quality.bench.ledger.payments;

import org.jspecify.annotations.NullMarked;
