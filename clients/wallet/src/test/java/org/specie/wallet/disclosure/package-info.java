/** Income statements and disclosures of people on a real ledger, and what liars make of them. */
@NullMarked
package org.specie.wallet.disclosure;

import org.jspecify.annotations.NullMarked;
