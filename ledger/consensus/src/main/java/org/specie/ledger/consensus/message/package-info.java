/**
 * The messages of the protocol and their one encoding. A message that exists is well formed;
 * whether it is true is for the state machine to find out. Source: docs/spec/23-sbft.md, section 4.
 */
@NullMarked
package org.specie.ledger.consensus.message;

import org.jspecify.annotations.NullMarked;
