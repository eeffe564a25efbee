/** The agent that signs tokens for pseudonyms. Spec: docs/spec/54-agents.md section 5. */
@NullMarked
package org.specie.offline.agents.factory;

import org.jspecify.annotations.NullMarked;
