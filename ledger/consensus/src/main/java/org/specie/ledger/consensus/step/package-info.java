/**
 * What goes into the state machine and what comes out of it. Source: docs/spec/23-sbft.md, section
 * 5.
 */
@NullMarked
package org.specie.ledger.consensus.step;

import org.jspecify.annotations.NullMarked;
