/**
 * What replicas sign together, and the port through which the state machine signs and verifies.
 * Source: docs/spec/23-sbft.md, section 3.
 */
@NullMarked
package org.specie.ledger.consensus.certificate;

import org.jspecify.annotations.NullMarked;
