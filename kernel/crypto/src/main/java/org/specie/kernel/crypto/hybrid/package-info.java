/**
 * Encryption to a view key and to oneself: HPKE base mode over X25519 with a one-byte view tag and
 * a shared secret from which both sides derive the coin's blinding factors, and the memo a wallet
 * writes to its later self, both of fixed length and silent about whose they are; and the box for
 * what lies on a disk. Source: RFC 9180; docs/spec/05-encryption.md 5.1 to 5.9.
 */
@NullMarked
package org.specie.kernel.crypto.hybrid;

import org.jspecify.annotations.NullMarked;
