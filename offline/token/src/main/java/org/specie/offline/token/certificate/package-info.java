/** Certificates of agents, of classes and of payment keys. Spec: docs/spec/50-art.md section 2. */
@NullMarked
package org.specie.offline.token.certificate;

import org.jspecify.annotations.NullMarked;
