package org.specie.wallet;

import org.specie.kernel.core.Amount;

/**
 * The three things a wallet holds, at one moment.
 *
 * @param ordinary balance of the account on the ledger
 * @param unclaimed part of the private money that still lies in received coins
 * @param privately all private money, received coins included
 * @param budgetLeft what may still be paid privately in the current epoch
 * @param budgetFull what the budget is set to when it renews
 * @param epoch the ledger's current epoch
 * @param renewsAtSeconds when the epoch ends, in ledger time
 * @param enrolled whether the wallet can hold private money at all
 * @param promised what waits on the ledger for this wallet and may still come; in no balance
 * @param waiting what this wallet paid that has not been accepted or taken back; in no balance
 */
public record Balance(
    Amount ordinary,
    Amount privately,
    Amount unclaimed,
    Amount budgetLeft,
    Amount budgetFull,
    long epoch,
    long renewsAtSeconds,
    boolean enrolled,
    Amount promised,
    Amount waiting) {}
