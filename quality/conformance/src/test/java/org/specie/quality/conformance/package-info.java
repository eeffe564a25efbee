/**
 * Holds the whole tree to what it says of itself: the rules of its architecture, the commands and
 * links of its pages, the numbers of its refusals, its launcher. Source: ARCHITECTURE.md.
 */
@NullMarked
package org.specie.quality.conformance;

import org.jspecify.annotations.NullMarked;
