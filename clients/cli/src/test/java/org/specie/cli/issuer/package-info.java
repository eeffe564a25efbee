/** Tests of the issuer's commands. */
@NullMarked
package org.specie.cli.issuer;

import org.jspecify.annotations.NullMarked;
