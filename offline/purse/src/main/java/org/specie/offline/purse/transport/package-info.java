/**
 * How messages of offline cash travel: as links, codes and files. Spec: docs/spec/52-purse.md
 * section 5.
 */
@NullMarked
package org.specie.offline.purse.transport;

import org.jspecify.annotations.NullMarked;
