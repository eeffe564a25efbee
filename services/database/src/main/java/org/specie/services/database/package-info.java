/**
 * A service's own PostgreSQL: one that comes with the service and lives in its folder, or one that
 * runs elsewhere. Each service has its own, and its own schema. Source:
 * docs/spec/40-service-api.md.
 */
@NullMarked
package org.specie.services.database;

import org.jspecify.annotations.NullMarked;
