/**
 * What a wallet's owner shows to one verifier of a period: what came in altogether, or every step.
 * Files, how they are made, and how they are verified with the genesis alone. Source:
 * docs/spec/34-income-and-disclosure.md.
 */
@NullMarked
package org.specie.wallet.disclosure;

import org.jspecify.annotations.NullMarked;
