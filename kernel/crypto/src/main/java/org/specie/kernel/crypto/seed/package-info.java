/**
 * From words to keys: BIP-39 words, the seed they stand for, and the labelled HKDF-SHA256
 * derivations by which one seed yields independent spend, view, memo and storage secrets. Secrets
 * live in {@link org.specie.kernel.crypto.seed.Secret}, which lends its bytes and never prints
 * them. Source: docs/spec/06-keys.md 6.1 to 6.4.
 */
@NullMarked
package org.specie.kernel.crypto.seed;

import org.jspecify.annotations.NullMarked;
