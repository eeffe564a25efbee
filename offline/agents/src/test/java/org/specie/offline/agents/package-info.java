/** An issuer with its agents, and devices in software, for the tests of all of them. */
@NullMarked
package org.specie.offline.agents;

import org.jspecify.annotations.NullMarked;
