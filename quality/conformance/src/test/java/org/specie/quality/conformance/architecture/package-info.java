/**
 * The rules of the architecture, and the proof that each of them bites. A rule is a method that
 * takes the package everything lives under, so that it can be held against the product and against
 * small fixtures that break it. Source: ARCHITECTURE.md.
 */
@NullMarked
package org.specie.quality.conformance.architecture;

import org.jspecify.annotations.NullMarked;
