/**
 * The pseudonym agent with its register as a process, where it learns who people are, and the way
 * to it of stations, authorities and whoever identified people. Spec:
 * docs/spec/58-issuer-service.md section 10.
 */
@NullMarked
package org.specie.services.issuer.pseudonym;

import org.jspecify.annotations.NullMarked;
