/** The launcher as a stranger meets it: other JDKs, symbolic links, wrong words. */
@NullMarked
package org.specie.quality.conformance.launcher;

import org.jspecify.annotations.NullMarked;
