/** Tests of who people are. */
@NullMarked
package org.specie.services.issuer.pseudonym;

import org.jspecify.annotations.NullMarked;
