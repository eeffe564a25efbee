/**
 * Has the operators sign what committed blocks have earned: f + 1 signers by turns, the others
 * where those fail, and an archive of the aggregates, which are public. Nothing here decides what
 * may be signed; each signer does. Source: docs/spec/22-node.md, section 2.
 */
@NullMarked
package org.specie.node.signing;

import org.jspecify.annotations.NullMarked;
