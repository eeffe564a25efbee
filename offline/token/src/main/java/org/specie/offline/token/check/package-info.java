/**
 * Who believes what, in which order it is found out, and the numbers of refusals. Nothing here
 * needs a secure device. Spec: docs/spec/50-art.md sections 2.5 and 5.
 */
@NullMarked
package org.specie.offline.token.check;

import org.jspecify.annotations.NullMarked;
