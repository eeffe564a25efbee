/**
 * The one canonical encoding of whatever is hashed or signed: fixed layouts, big-endian integers,
 * 32-bit length prefixes, and a decoder that refuses what the encoder would not have written.
 * Source: docs/spec/00-notation.md.
 */
@NullMarked
package org.specie.kernel.core.codec;

import org.jspecify.annotations.NullMarked;
