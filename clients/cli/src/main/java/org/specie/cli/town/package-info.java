/**
 * What the experiment takes place in, for the demo and for measurements: providers that run as
 * processes, seats of their customers, and lines to the ledger with a stopwatch in them.
 */
@NullMarked
package org.specie.cli.town;

import org.jspecify.annotations.NullMarked;
