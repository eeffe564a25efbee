/**
 * The bank's form of the secure device: a program that pays and redeems like a card, with its keys
 * in an HSM and its state on a disk that cannot be set back. Spec: docs/spec/55-vault.md.
 */
@NullMarked
package org.specie.offline.vault;

import org.jspecify.annotations.NullMarked;
