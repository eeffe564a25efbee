/**
 * The issuer of offline cash as processes: the core, a certifier, a factory, a recovery agent and
 * inspection, each with keys and a PostgreSQL of its own, and what asks them. The agents themselves
 * are those of page 54. Spec: docs/spec/58-issuer-service.md.
 */
@NullMarked
package org.specie.services.issuer;

import org.jspecify.annotations.NullMarked;
