/**
 * Asking the agents of an issuer from elsewhere: for the credential manager of a purse. Spec:
 * docs/spec/58-issuer-service.md section 6.
 */
@NullMarked
package org.specie.services.issuer.asking;

import org.jspecify.annotations.NullMarked;
