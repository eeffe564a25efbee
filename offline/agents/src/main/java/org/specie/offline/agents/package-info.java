/**
 * The issuer of offline cash and its agents: who gives secure devices their credentials, and who
 * watches over all of them. Spec: docs/spec/54-agents.md.
 */
@NullMarked
package org.specie.offline.agents;

import org.jspecify.annotations.NullMarked;
