/**
 * Shared keys without a dealer. In a ceremony every operator deals a random secret to all, proves
 * what it deals, and whoever deals wrongly is found out by evidence anybody can check; the key is
 * the sum of the honest contributions, and nobody ever holds it. Handing a key on is the same with
 * shares of the old key for secrets, and leaves its public side as it was. State machines only:
 * messages come in and go out as values. Source: docs/spec/04-threshold-signatures.md, clauses 4.10
 * to 4.25.
 */
@NullMarked
package org.specie.kernel.crypto.dkg;

import org.jspecify.annotations.NullMarked;
