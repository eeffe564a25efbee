/**
 * The certified keys of agents, as a role keeps them in its own folder. Spec:
 * docs/spec/58-issuer-service.md 1.1.
 */
@NullMarked
package org.specie.services.issuer.key;

import org.jspecify.annotations.NullMarked;
