/** What somebody proves of its own past, and what liars try. */
@NullMarked
package org.specie.cash.protocol.disclosure;

import org.jspecify.annotations.NullMarked;
