/** Cards from blank to paying, on the real applet, and cut at every command. */
@NullMarked
package org.specie.offline.agents.station;

import org.jspecify.annotations.NullMarked;
