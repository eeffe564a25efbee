/** Runs the commands whole, in surroundings of the test's own. */
@NullMarked
package org.specie.cli;

import org.jspecify.annotations.NullMarked;
