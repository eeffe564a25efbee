/**
 * The issuer core as a process, and the ways of agents and stations to it. Spec:
 * docs/spec/58-issuer-service.md section 5.
 */
@NullMarked
package org.specie.services.issuer.core;

import org.jspecify.annotations.NullMarked;
