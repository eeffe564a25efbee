/**
 * The values of the protocol that must not be swapped for one another: replicas, views, sequence
 * numbers, batches, and the configuration with its quorums. Source: docs/spec/23-sbft.md, sections
 * 1 and 2.
 */
@NullMarked
package org.specie.ledger.consensus.value;

import org.jspecify.annotations.NullMarked;
