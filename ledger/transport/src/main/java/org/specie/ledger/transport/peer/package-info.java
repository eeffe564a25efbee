/**
 * The operators' network: one live link with each operator in the directory, dialled again when it
 * breaks, and nobody else let in. Source: docs/spec/24-transport.md, section 5.
 */
@NullMarked
package org.specie.ledger.transport.peer;

import org.jspecify.annotations.NullMarked;
