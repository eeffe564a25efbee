/**
 * The transactions of the replicated application as bytes and as values: private cash, transfers of
 * ordinary money, acts of the issuance committee, and what an applied one leaves in its block.
 * Source: docs/spec/21-application.md, sections 2, 4, 5 and 6.
 */
@NullMarked
package org.specie.cash.application.transaction;

import org.jspecify.annotations.NullMarked;
