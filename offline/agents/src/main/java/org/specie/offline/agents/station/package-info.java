/**
 * From a blank card to one in its owner's hands: the provisioning station, and what the owner's
 * host does after it. Spec: docs/spec/57-station.md.
 */
@NullMarked
package org.specie.offline.agents.station;

import org.jspecify.annotations.NullMarked;
