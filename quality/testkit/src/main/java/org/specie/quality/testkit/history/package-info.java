/**
 * Histories of operations on registers, as clients saw them from outside, and the question whether
 * some order of the operations that respects time explains them. Source: J. M. Wing and C. Gong,
 * Testing and verifying concurrent objects, 1993; G. Lowe, Testing for linearizability, 2017.
 */
@NullMarked
package org.specie.quality.testkit.history;

import org.jspecify.annotations.NullMarked;
