/**
 * Quorum certificates: many signers, one proof that enough of them signed. Source:
 * docs/spec/07-quorum-certificates.md.
 */
@NullMarked
package org.specie.kernel.crypto.quorum;

import org.jspecify.annotations.NullMarked;
