/** Which tokens the factory makes. */
@NullMarked
package org.specie.offline.agents.factory;

import org.jspecify.annotations.NullMarked;
