/**
 * The issuer core: the root, agents, devices, class keys, and what devices are granted. Spec:
 * docs/spec/54-agents.md section 3.
 */
@NullMarked
package org.specie.offline.agents.core;

import org.jspecify.annotations.NullMarked;
