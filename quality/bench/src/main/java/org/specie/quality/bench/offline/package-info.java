/**
 * {@code specie bench offline}: what offline cash costs whoever takes it, inspects it and carries
 * it. Cards are of software; what a real card takes is page 51, 51.13.
 */
@NullMarked
package org.specie.quality.bench.offline;

import org.jspecify.annotations.NullMarked;
