/** The operator's machine that hands the issuing key on, driven over a real chain of blocks. */
@NullMarked
package org.specie.node.resharing;

import org.jspecify.annotations.NullMarked;
