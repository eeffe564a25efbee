/** The cash machine, with notes in memory and a power that fails. */
@NullMarked
package org.specie.offline.purse.machine;

import org.jspecify.annotations.NullMarked;
