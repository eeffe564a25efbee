/** What the core grants and refuses. */
@NullMarked
package org.specie.offline.agents.core;

import org.jspecify.annotations.NullMarked;
