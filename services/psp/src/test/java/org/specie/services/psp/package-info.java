/** A provider with a real database, asked over HTTP. Source: docs/spec/41-psp.md. */
@NullMarked
package org.specie.services.psp;

import org.jspecify.annotations.NullMarked;
