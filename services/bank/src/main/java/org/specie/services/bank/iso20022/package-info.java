/**
 * How messages of ISO 20022 are written and, with care, read. Spec: docs/spec/59-bank-service.md
 * 10.4 and 11.
 */
@NullMarked
package org.specie.services.bank.iso20022;

import org.jspecify.annotations.NullMarked;
