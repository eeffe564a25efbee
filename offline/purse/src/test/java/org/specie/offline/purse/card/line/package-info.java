/** Tests of what lies under the same name. */
@NullMarked
package org.specie.offline.purse.card.line;

import org.jspecify.annotations.NullMarked;
