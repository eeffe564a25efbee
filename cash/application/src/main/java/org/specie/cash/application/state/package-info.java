/**
 * What the application keeps in the ledger's authenticated state, and where: accounts, nullifiers,
 * enrolments, acts, supply, policy and time. There is no entry that says how much of a budget
 * anybody has left: that number lives in the holder's credential alone. Source:
 * docs/spec/21-application.md, section 7.
 */
@NullMarked
package org.specie.cash.application.state;

import org.jspecify.annotations.NullMarked;
