/**
 * Verification of a whole chain, or of one receipt, from public data alone. Nothing here runs a
 * node or trusts one. Source: docs/spec/20-ledger.md, section 7.
 */
@NullMarked
package org.specie.ledger.api.chain;

import org.jspecify.annotations.NullMarked;
