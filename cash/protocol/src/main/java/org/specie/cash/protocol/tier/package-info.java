/**
 * Payments above the budget: the sealed record of who paid whom how much, what a payer shows an
 * auditor, and what a quorum opens. Source: docs/spec/12-tiers.md.
 */
@NullMarked
package org.specie.cash.protocol.tier;

import org.jspecify.annotations.NullMarked;
