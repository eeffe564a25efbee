/**
 * A factory as a process, with the register of owners it words tokens by. Spec:
 * docs/spec/58-issuer-service.md section 7.
 */
@NullMarked
package org.specie.services.issuer.factory;

import org.jspecify.annotations.NullMarked;
