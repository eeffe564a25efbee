/**
 * Benchmarks that print their baseline in the same run. They report; no test asserts a time.
 * Source: docs/guides/benchmarks.md.
 */
@NullMarked
package org.specie.quality.bench;

import org.jspecify.annotations.NullMarked;
