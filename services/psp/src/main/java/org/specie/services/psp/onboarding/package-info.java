/**
 * How somebody who has nothing yet comes in: what a provider says of itself and of the ledger, and
 * identity evidence, shown once to have registrars enrol a wallet. Source: docs/spec/41-psp.md
 * 41.7, 41.8.
 */
@NullMarked
package org.specie.services.psp.onboarding;

import org.jspecify.annotations.NullMarked;
