/**
 * A provider's way to registrars: all are asked, m of n suffice, and none is believed without its
 * signature. Source: docs/spec/43-registrar.md, section 5.
 */
@NullMarked
package org.specie.services.registrar.asking;

import org.jspecify.annotations.NullMarked;
