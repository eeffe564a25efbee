/** The roles as services, over a real PostgreSQL that is started for the tests. */
@NullMarked
package org.specie.services.issuer;

import org.jspecify.annotations.NullMarked;
