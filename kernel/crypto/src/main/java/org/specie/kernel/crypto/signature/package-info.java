/**
 * Signatures outside the pairing curve: Ed25519 for organisations and replicas, secp256k1 with
 * public-key recovery and 20-byte addresses for ordinary accounts, and the BIP-32 path that leads
 * from a seed to an account. Source: docs/spec/06-keys.md 6.5 to 6.8.
 */
@NullMarked
package org.specie.kernel.crypto.signature;

import org.jspecify.annotations.NullMarked;
