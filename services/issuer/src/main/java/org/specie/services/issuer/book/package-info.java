/**
 * What an agent of the issuer keeps, as rows of PostgreSQL: one transaction a step, one process
 * that writes, and a mark beside the keys by which a database that was set back is found out. Spec:
 * docs/spec/58-issuer-service.md section 3.
 */
@NullMarked
package org.specie.services.issuer.book;

import org.jspecify.annotations.NullMarked;
