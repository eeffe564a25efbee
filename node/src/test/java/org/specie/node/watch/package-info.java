/** Tests of what lies under the same name. */
@NullMarked
package org.specie.node.watch;

import org.jspecify.annotations.NullMarked;
