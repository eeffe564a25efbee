/** Tests of an operator's folder and of how one comes to be. */
@NullMarked
package org.specie.node.replica;

import org.jspecify.annotations.NullMarked;
