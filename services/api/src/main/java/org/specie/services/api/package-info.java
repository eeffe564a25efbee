/**
 * What every service of Specie offers over HTTP is a list of {@link Operation}s. The server that
 * answers them, the limits it keeps, and the OpenAPI document it serves are all read from that
 * list, so that none of them can say something else. Source: docs/spec/40-service-api.md.
 */
@NullMarked
package org.specie.services.api;

import org.jspecify.annotations.NullMarked;
