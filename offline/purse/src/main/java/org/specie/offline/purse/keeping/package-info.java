/**
 * How a host keeps what nobody else may read: under a passphrase, or under a secret that such a
 * file holds. Spec: docs/spec/52-purse.md section 11.
 */
@NullMarked
package org.specie.offline.purse.keeping;

import org.jspecify.annotations.NullMarked;
