/**
 * The bank's vaults: each a device with its purse, its border and their journals in the bank's
 * database. Spec: docs/spec/59-bank-service.md sections 3 to 5.
 */
@NullMarked
package org.specie.services.bank.vault;

import org.jspecify.annotations.NullMarked;
