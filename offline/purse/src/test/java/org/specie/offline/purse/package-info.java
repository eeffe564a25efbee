/** What tests of the purse stand on: a mint, a device in memory, purses on a table. */
@NullMarked
package org.specie.offline.purse;

import org.jspecify.annotations.NullMarked;
