/** Tests of how the committee's acts about operators are made. */
@NullMarked
package org.specie.cli.operators;

import org.jspecify.annotations.NullMarked;
