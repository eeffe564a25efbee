/** Tests. */
@NullMarked
package org.specie.offline.purse.border;

import org.jspecify.annotations.NullMarked;
