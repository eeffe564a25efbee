/**
 * The checker of histories held against planted anomalies. Source: G. Lowe, Testing for
 * linearizability, 2017.
 */
@NullMarked
package org.specie.quality.testkit.history;

import org.jspecify.annotations.NullMarked;
