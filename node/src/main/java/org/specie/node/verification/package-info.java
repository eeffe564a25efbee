/**
 * Verification of a whole ledger from public data alone: the chain, every signature and proof in
 * it, and the supply. Needs the genesis and the blocks, runs no node. Source:
 * docs/spec/20-ledger.md, section 7; docs/spec/21-application.md.
 */
@NullMarked
package org.specie.node.verification;

import org.jspecify.annotations.NullMarked;
