/**
 * A bank that hands out offline cash and takes it back: the float of its issuer on the ledger, seen
 * and redeemed through a gateway, for the border that stands between accounts and the bank's vault.
 * Spec: docs/spec/53-float.md.
 */
@NullMarked
package org.specie.services.bank;

import org.jspecify.annotations.NullMarked;
