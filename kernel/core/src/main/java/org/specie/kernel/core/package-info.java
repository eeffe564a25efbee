/**
 * Values and ports every other room is built from: bytes, hashes, amounts, verdicts, checks.
 * Nothing here knows of cryptography, ledgers or money movements. Source: docs/spec/00-notation.md.
 */
@NullMarked
package org.specie.kernel.core;

import org.jspecify.annotations.NullMarked;
