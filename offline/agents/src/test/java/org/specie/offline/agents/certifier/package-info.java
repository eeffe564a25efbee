/** What the certifier signs, and how its book is read. */
@NullMarked
package org.specie.offline.agents.certifier;

import org.jspecify.annotations.NullMarked;
