/** Tests of the package of the same name, on the real applet in a simulated card. */
@NullMarked
package org.specie.offline.purse.conductor;

import org.jspecify.annotations.NullMarked;
