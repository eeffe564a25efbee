/** Message authentication codes that cards compute. Spec: docs/spec/05-encryption.md 5.10. */
@NullMarked
package org.specie.kernel.crypto.mac;

import org.jspecify.annotations.NullMarked;
