/** Tests of what lies under the same name. */
@NullMarked
package org.specie.offline.purse.card.reader;

import org.jspecify.annotations.NullMarked;
