/**
 * The expensive check before ordering: zero-knowledge proofs, verified in batches, with a verdict
 * that is bound to the transaction's bytes and to the rules it was made under. Source:
 * docs/spec/21-application.md, section 6.
 */
@NullMarked
package org.specie.cash.application.admission;

import org.jspecify.annotations.NullMarked;
