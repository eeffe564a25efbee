/**
 * What a vault knows, and the records from which it follows. Spec: docs/spec/55-vault.md sections 3
 * and 4.
 */
@NullMarked
package org.specie.offline.vault.state;

import org.jspecify.annotations.NullMarked;
