/**
 * {@code specie pos …}: offline cash for a shop, whose tills never touch its card. Spec:
 * docs/spec/52-purse.md section 7.
 */
@NullMarked
package org.specie.cli.pos;

import org.jspecify.annotations.NullMarked;
