/**
 * Threshold verifiable encryption: points masked under a key that only a quorum can use, decryption
 * shares that prove themselves, and the recovery of small numbers from points. Several quorums may
 * have to agree: their keys add up. Source: docs/spec/05b-threshold-escrow.md.
 */
@NullMarked
package org.specie.kernel.crypto.escrow;

import org.jspecify.annotations.NullMarked;
