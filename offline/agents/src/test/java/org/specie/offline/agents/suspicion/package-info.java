/** Who is handed over, with how little, and who is not. */
@NullMarked
package org.specie.offline.agents.suspicion;

import org.jspecify.annotations.NullMarked;
