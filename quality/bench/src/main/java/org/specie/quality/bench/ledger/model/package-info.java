/**
 * The production state machine in virtual time: replicas of three organisations far apart, and more
 * and more replicas in one room, by collectors and from everybody to everybody. Source:
 * docs/guides/benchmarks.md.
 */
@NullMarked
package org.specie.quality.bench.ledger.model;

import org.jspecify.annotations.NullMarked;
