/**
 * The token itself: its configuration and the payments it collects. Spec: docs/spec/50-art.md
 * section 3.
 */
@NullMarked
package org.specie.offline.token.receipt;

import org.jspecify.annotations.NullMarked;
