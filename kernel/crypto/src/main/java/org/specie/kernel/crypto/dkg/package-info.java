/**
 * Distributed key generation without a dealer: every operator deals a random secret to all, proves
 * what it deals, and whoever deals wrongly is found out by evidence anybody can check. The key is
 * the sum of the honest contributions; nobody ever holds it. State machines only: messages come in
 * and go out as values. Source: docs/spec/04-threshold-signatures.md, clauses 4.10 to 4.18.
 */
@NullMarked
package org.specie.kernel.crypto.dkg;

import org.jspecify.annotations.NullMarked;
