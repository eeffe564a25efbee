/**
 * The state machine under test: clusters of real replicas whose messages a test delivers by hand.
 */
@NullMarked
package org.specie.ledger.consensus;

import org.jspecify.annotations.NullMarked;
