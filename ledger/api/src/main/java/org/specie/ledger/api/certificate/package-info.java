/**
 * Finality proofs: named operators sign the hash of a header, and anyone who knows the genesis
 * checks the signatures, without an engine. Source: docs/spec/20-ledger.md, section 6.
 */
@NullMarked
package org.specie.ledger.api.certificate;

import org.jspecify.annotations.NullMarked;
