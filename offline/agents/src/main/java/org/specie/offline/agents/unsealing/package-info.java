/**
 * The authorities that open one entry of the register at a time, for an order that m of them saw,
 * and the logs by which everybody counts openings. Spec: docs/spec/56-register.md sections 3 and 4.
 */
@NullMarked
package org.specie.offline.agents.unsealing;

import org.jspecify.annotations.NullMarked;
