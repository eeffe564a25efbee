/**
 * {@code bench ledger}: replicas as processes on this machine, clients in closed loops, and what
 * they see: throughput, latency, what a lost replica costs. The same load on the local engine is
 * the baseline. Source: docs/guides/benchmarks.md.
 */
@NullMarked
package org.specie.quality.bench.ledger;

import org.jspecify.annotations.NullMarked;
