/** Tests of the production state machine in virtual time. */
@NullMarked
package org.specie.quality.testkit.timing;

import org.jspecify.annotations.NullMarked;
