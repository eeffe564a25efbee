/** Whom the recovery agent credits, and how often. */
@NullMarked
package org.specie.offline.agents.recovery;

import org.jspecify.annotations.NullMarked;
