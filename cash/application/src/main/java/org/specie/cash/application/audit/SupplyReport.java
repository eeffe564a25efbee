package org.specie.cash.application.audit;

/**
 * What there is after a block, added up from public data, in minor units.
 *
 * @param poolMinor what entered the private pool and did not leave it
 * @param offlineMinor what is in the floats of offline issuers
 * @param accounts accounts that ever held or paid anything
 * @param enrolled people who may pay privately
 * @param nullifiers states and coins spent so far
 * @param entries payments that wait on the ledger; their money is inside the pool
 */
public record SupplyReport(
    long height,
    long issuedMinor,
    long destroyedMinor,
    long ordinaryMinor,
    long poolMinor,
    long offlineMinor,
    long accounts,
    long enrolled,
    long nullifiers,
    long entries) {
  /** Whether issued − destroyed = ordinary + private + offline. */
  public boolean isConserved() {
    return issuedMinor - destroyedMinor == ordinaryMinor + poolMinor + offlineMinor;
  }
}
