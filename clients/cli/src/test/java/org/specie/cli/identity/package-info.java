/** An identity provider of one's own, from the command line. */
@NullMarked
package org.specie.cli.identity;

import org.jspecify.annotations.NullMarked;
