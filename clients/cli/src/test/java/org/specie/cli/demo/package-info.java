/** Tests of the package of the same name. */
@NullMarked
package org.specie.cli.demo;

import org.jspecify.annotations.NullMarked;
