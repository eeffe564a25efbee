/** Transactions on a real PostgreSQL that is started for the tests. */
@NullMarked
package org.specie.services.database;

import org.jspecify.annotations.NullMarked;
