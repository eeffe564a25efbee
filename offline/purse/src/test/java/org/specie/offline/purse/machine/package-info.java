@NullMarked
package org.specie.offline.purse.machine;

import org.jspecify.annotations.NullMarked;
