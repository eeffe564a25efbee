/**
 * The bank's book: accounts, movements between two of them, and the proof that what customers are
 * owed and what is on its way is there. Spec: docs/spec/59-bank-service.md section 2.
 */
@NullMarked
package org.specie.services.bank.book;

import org.jspecify.annotations.NullMarked;
