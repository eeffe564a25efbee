/**
 * What an account of the bank holds and what changed it over a period, as a bank's statement. Spec:
 * docs/spec/59-bank-service.md section 11.
 */
@NullMarked
package org.specie.services.bank.statement;

import org.jspecify.annotations.NullMarked;
