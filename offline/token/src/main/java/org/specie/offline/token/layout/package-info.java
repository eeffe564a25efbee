/**
 * Where every field of the aggregating receipt token lies: constants and nothing else, in the
 * subset of Java that a Java Card program can use. Spec: docs/spec/50-art.md sections 2 to 5.
 */
@NullMarked
package org.specie.offline.token.layout;

import org.jspecify.annotations.NullMarked;
