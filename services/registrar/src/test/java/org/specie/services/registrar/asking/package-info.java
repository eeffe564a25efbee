/** Registrars over TLS, some of whom are down or lie. */
@NullMarked
package org.specie.services.registrar.asking;

import org.jspecify.annotations.NullMarked;
