/**
 * What customers, and the bank's own people at the desk, ask over HTTP. Spec:
 * docs/spec/59-bank-service.md sections 6 and 7.
 */
@NullMarked
package org.specie.services.bank.counter;

import org.jspecify.annotations.NullMarked;
