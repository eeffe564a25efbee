/**
 * The rules a jurisdiction sets, as one record of the ledger's state with one hash: wallet classes
 * and their budgets, the tier limit, epochs, the supply cap, and who may issue and enrol. Source:
 * docs/spec/21-application.md, section 3.
 */
@NullMarked
package org.specie.cash.application.policy;

import org.jspecify.annotations.NullMarked;
