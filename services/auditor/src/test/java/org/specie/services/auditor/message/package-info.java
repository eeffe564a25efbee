/** Bytes from strangers. */
@NullMarked
package org.specie.services.auditor.message;

import org.jspecify.annotations.NullMarked;
