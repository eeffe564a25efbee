/** A card with the real applet on a simulator, for tests that stand above purses. */
@NullMarked
package org.specie.offline.purse.card;

import org.jspecify.annotations.NullMarked;
