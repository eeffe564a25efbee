/** Tests of what lies under the same name. */
@NullMarked
package org.specie.node.signing;

import org.jspecify.annotations.NullMarked;
