/**
 * Verification of a ledger's money by a stranger, from its genesis and its blocks alone: every
 * signature, every proof, every movement, and the supply. Source: docs/spec/21-application.md,
 * section 10.
 */
@NullMarked
package org.specie.cash.application.audit;

import org.jspecify.annotations.NullMarked;
