/**
 * How long the production state machine takes in virtual time, when links are as far apart and
 * cryptography, messages and blocks as dear as somebody says they are. Nothing goes wrong here:
 * that is the simulator's business. Source: docs/guides/benchmarks.md.
 */
@NullMarked
package org.specie.quality.testkit.timing;

import org.jspecify.annotations.NullMarked;
