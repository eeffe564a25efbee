/**
 * What is handed over to those who follow up money laundering: one owner id, figures, a signature,
 * and nothing of any payer. Spec: docs/spec/54-agents.md 6.7 and 6.8.
 */
@NullMarked
package org.specie.offline.agents.suspicion;

import org.jspecify.annotations.NullMarked;
