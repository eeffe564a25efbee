/**
 * Letters from payers to payees about payments, sealed to mailboxes at payees' providers. Source:
 * docs/spec/35-letters.md.
 */
@NullMarked
package org.specie.wallet.letter;

import org.jspecify.annotations.NullMarked;
