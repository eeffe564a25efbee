/**
 * Keys that lie in a hardware security module and never leave it, through PKCS #11 as the JDK
 * speaks it. Spec: docs/spec/55-vault.md section 1.
 */
@NullMarked
package org.specie.offline.vault.hsm;

import org.jspecify.annotations.NullMarked;
