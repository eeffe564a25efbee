/** What m authorities open for one order, what fewer do not, and how everybody counts it. */
@NullMarked
package org.specie.offline.agents.unsealing;

import org.jspecify.annotations.NullMarked;
