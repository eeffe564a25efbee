/** Tests of the experiment's bench. */
@NullMarked
package org.specie.quality.bench.experiment;

import org.jspecify.annotations.NullMarked;
