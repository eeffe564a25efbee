/** Tests of what the benchmark of the ledger says. */
@NullMarked
package org.specie.quality.bench.ledger;

import org.jspecify.annotations.NullMarked;
