/**
 * {@code specie psp …}: makes and runs a payment service provider, and makes somebody its customer.
 * Source: docs/spec/41-psp.md.
 */
@NullMarked
package org.specie.cli.psp;

import org.jspecify.annotations.NullMarked;
