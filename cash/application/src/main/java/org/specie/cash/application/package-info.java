/**
 * The replicated application: ordinary accounts, private cash, issuance and policy on one state.
 * {@link org.specie.cash.application.CashApplication} is the state machine that an ordered log
 * drives, {@link org.specie.cash.application.LedgerConstants} what never changes on a ledger, and
 * {@link org.specie.cash.application.AppliedOutputs} what operators sign for an applied
 * transaction. Source: docs/spec/21-application.md.
 */
@NullMarked
package org.specie.cash.application;

import org.jspecify.annotations.NullMarked;
