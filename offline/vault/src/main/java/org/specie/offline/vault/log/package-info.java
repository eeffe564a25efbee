/**
 * A log on a disk that an HSM vouches for, so that an older copy of it is worth nothing. Spec:
 * docs/spec/55-vault.md section 2.
 */
@NullMarked
package org.specie.offline.vault.log;

import org.jspecify.annotations.NullMarked;
