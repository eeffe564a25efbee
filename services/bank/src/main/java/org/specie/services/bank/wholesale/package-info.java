/**
 * Cash from bank to bank: a credit transfer between institutions that carries the payment of a
 * vault. Spec: docs/spec/59-bank-service.md section 10.
 */
@NullMarked
package org.specie.services.bank.wholesale;

import org.jspecify.annotations.NullMarked;
