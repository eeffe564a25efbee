/** A bank of offline cash on the command line. */
@NullMarked
package org.specie.cli.bank;

import org.jspecify.annotations.NullMarked;
