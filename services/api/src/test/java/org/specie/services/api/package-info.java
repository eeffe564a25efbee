/** How a service answers over HTTP, and what it refuses. Source: docs/spec/40-service-api.md. */
@NullMarked
package org.specie.services.api;

import org.jspecify.annotations.NullMarked;
