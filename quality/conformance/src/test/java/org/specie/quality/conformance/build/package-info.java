/** What comes out of the build, as bytes: the same from one commit, wherever and whenever. */
@NullMarked
package org.specie.quality.conformance.build;

import org.jspecify.annotations.NullMarked;
