/** Prover, naive verifier and batch verifier side by side. Source: docs/spec/10-private-cash.md. */
@NullMarked
package org.specie.cash.protocol.proof;

import org.jspecify.annotations.NullMarked;
