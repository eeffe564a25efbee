/**
 * Blind signatures: the signer signs what it does not see, and cannot tell later which of its
 * signatures it made when. RSABSSA-SHA384-PSS-Randomized on BouncyCastle. Source:
 * docs/spec/08-blind-signatures.md; RFC 9474.
 */
@NullMarked
package org.specie.kernel.crypto.blind;

import org.jspecify.annotations.NullMarked;
