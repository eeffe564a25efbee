/** Which histories raise alarms. */
@NullMarked
package org.specie.offline.agents.inspection;

import org.jspecify.annotations.NullMarked;
