/** Who may call, and callers that lie. */
@NullMarked
package org.specie.services.issuer.line;

import org.jspecify.annotations.NullMarked;
