/** Books over a real PostgreSQL, and copies of them that are put back. */
@NullMarked
package org.specie.services.issuer.book;

import org.jspecify.annotations.NullMarked;
