/**
 * Quorum certificates: evidence that at least a threshold of n signers signed one message, made of
 * their shares by anybody and checked by anybody against one key. Two schemes stand behind one
 * interface: a list of Ed25519 signatures, cheap for few signers, and a threshold BLS signature of
 * constant size for many. Source: docs/spec/07-quorum-certificates.md.
 */
@NullMarked
package org.specie.kernel.crypto.quorum;

import org.jspecify.annotations.NullMarked;
